import './use-it.css';
import { Prescribed, useAllowed } from '../../app/policy.tsx';
import { useReadinessStore } from '../../app/stores.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import type { IconName } from '../../ui/icons.tsx';
import { PaneButton, type PaneGroupProps, PaneLine } from '../pane-buttons.tsx';
import type { PaneName } from '../pane-props.ts';
import { EndpointLines } from './endpoint-lines.tsx';
import { savedTwin, testOf } from './key-in-use.ts';
import { useSavedKeys } from './saved-keys.ts';
import { TestWords } from './test-line.tsx';

const uses = [
  ['test', 'pulse'],
  ['profiles', 'file'],
  ['keep', 'computer'],
] as const satisfies readonly (readonly [PaneName, IconName])[];

/** The way from the open key to a working tool: its endpoint, and the panes that test, write and save it. */
export const UseIt = ({ secret, outcomes, cameFrom, onPane }: PaneGroupProps) => {
  const source = { kind: 'open', handle: secret.handle } as const;
  const readiness = useReadinessStore().result;
  const twin = savedTwin(secret.accessKey, useSavedKeys());
  const test = readiness ? testOf(readiness, source) : null;
  const maySave = useAllowed('saveOnThisComputer')();
  const offered = uses.filter(([pane]) => pane !== 'keep' || maySave);
  const isBack = uses.some(([pane]) => pane === cameFrom);
  const isDone = {
    test: test?.kind === 'ended' && test.how === 'ready',
    profiles: outcomes.profiles !== undefined,
    keep: twin !== null,
  };

  return (
    <div className="use-it">
      <Disclosure title="Use it" note="endpoint, test, profiles for tools" initiallyOpen={isBack || test !== null}>
        <div className="stack use-content">
          <EndpointLines source={source} />
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
          <div role="group" aria-label="Use it" className="buttons">
            {offered.map(([pane, icon]) => (
              <PaneButton key={pane} pane={pane} icon={icon} done={isDone[pane]} cameFrom={cameFrom} onPane={onPane} />
            ))}
          </div>
          {!maySave && <Prescribed name="saveOnThisComputer" />}
          {test && (
            <PaneLine icon={isDone.test ? 'check' : 'pulse'} tone={isDone.test ? 'accent' : 'quiet'}>
              <TestWords state={test} />
            </PaneLine>
          )}
          {outcomes.profiles && <PaneLine>{outcomes.profiles.text}</PaneLine>}
          {twin && <PaneLine>Kept on this computer as {twin.name}</PaneLine>}
        </div>
      </Disclosure>
    </div>
  );
};
