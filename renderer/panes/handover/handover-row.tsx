import './handover.css';
import type { OpenSecret } from '../../../bridge/values/secret.ts';
import { Icon, type IconName } from '../../ui/icons.tsx';
import { PaneButton } from '../pane-button.tsx';
import { type DoneLines, type PaneName, paneTitles } from '../pane-props.ts';

type Way = 'file' | 'mail' | 'print' | 'spell';
const ways: readonly (readonly [Way, IconName])[] = [
  ['file', 'file'],
  ['mail', 'mail'],
  ['print', 'printer'],
  ['spell', 'speech'],
];

export interface HandoverRowProps {
  readonly secret: OpenSecret;
  readonly done: DoneLines;
  readonly cameFrom: PaneName | null;
  readonly onPane: (pane: PaneName) => void;
}

/** The four ways in which a secret key reaches the person it was made for, and what has been done of them. */
export const HandoverRow = ({ secret, done, cameFrom, onPane }: HandoverRowProps) => {
  const lines = ways.flatMap(([way]) => done[way]?.text ?? []);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div role="group" aria-labelledby="handover-label" className="handover">
      <p id="handover-label" className="handover-label">
        Hand it over to {secret.ownerName}
      </p>
      <div className="handover-ways">
        {ways.map(([way, icon]) => (
          <PaneButton
            key={way}
            icon={icon}
            done={done[way] !== undefined}
            focused={cameFrom === way}
            onPress={() => onPane(way)}
          >
            {paneTitles[way]}
          </PaneButton>
        ))}
      </div>
      {lines.map((line) => (
        <p key={line} className="handover-line">
          <Icon name="check" size={14} />
          <span>{line}</span>
        </p>
      ))}
      {secret.wordsUntold && (
        <p className="handover-line handover-untold">
          <Icon name="alert" size={14} />
          <span>Tell {secret.ownerName} the ten words: until then it does not count as handed over.</span>
        </p>
      )}
      {lines.length === 0 && secret.handedOver && (
        <p className="handover-line">
          <Icon name="check" size={14} />
          <span>It has been handed over. The list of keys says how and when.</span>
        </p>
      )}
    </div>
  );
};
