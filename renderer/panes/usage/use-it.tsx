import './usage.css';
import type { OpenSecret } from '../../../bridge/values/secret.ts';
import { useReadinessStore } from '../../app/stores.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Icon, type IconName } from '../../ui/icons.tsx';
import { PaneButton } from '../pane-button.tsx';
import { type DoneLines, type PaneName, paneTitles } from '../pane-props.ts';
import { keptTwin, testOf } from './key-in-use.ts';
import { PlaceLines } from './place-lines.tsx';
import type { Ended, Testing } from './readiness-words.ts';
import { TestWords } from './test-line.tsx';
import { useKeptKeys } from './use-kept.ts';

const uses = [
  ['test', 'pulse'],
  ['profiles', 'file'],
  ['keep', 'computer'],
] as const satisfies readonly (readonly [PaneName, IconName])[];

export interface UseItProps {
  readonly secret: OpenSecret;
  readonly done: DoneLines;
  readonly cameFrom: PaneName | null;
  readonly onPane: (pane: PaneName) => void;
}

const TestLine = ({ state }: { readonly state: Testing | Ended }) => {
  const ready = state.kind === 'ended' && state.how === 'ready';
  return (
    <p className={`use-line ${ready ? 'use-done' : ''}`}>
      <Icon name={ready ? 'check' : 'pulse'} size={14} />
      <span>
        <TestWords state={state} />
      </span>
    </p>
  );
};

const DoneLine = ({ text }: { readonly text: string }) => (
  <p className="use-line use-done">
    <Icon name="check" size={14} />
    <span>{text}</span>
  </p>
);

/** The way from the open key to a working tool: where it is used, and the panes that test, write and keep it. */
export const UseIt = ({ secret, done, cameFrom, onPane }: UseItProps) => {
  const source = { kind: 'open', handle: secret.handle } as const;
  const readiness = useReadinessStore();
  const twin = keptTwin(secret.accessKey, useKeptKeys());
  const test = readiness.state === 'ready' ? testOf(readiness.result, source) : null;
  const isBack = uses.some(([pane]) => pane === cameFrom);
  const isDone = {
    test: test?.kind === 'ended' && test.how === 'ready',
    profiles: done.profiles !== undefined,
    keep: twin !== null,
  };

  return (
    <div className="use-it">
      <Disclosure title="Use it" note="endpoint, test, profiles for tools" initiallyOpen={isBack || test !== null}>
        <div className="use-content">
          <PlaceLines source={source} />
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
          <div role="group" aria-label="Use it" className="use-ways">
            {uses.map(([pane, icon]) => (
              <PaneButton
                key={pane}
                icon={icon}
                done={isDone[pane]}
                focused={cameFrom === pane}
                onPress={() => onPane(pane)}
              >
                {paneTitles[pane]}
              </PaneButton>
            ))}
          </div>
          {test && <TestLine state={test} />}
          {done.profiles && <DoneLine text={done.profiles.text} />}
          {twin && <DoneLine text={`Kept on this computer as ${twin.name}`} />}
        </div>
      </Disclosure>
    </div>
  );
};
