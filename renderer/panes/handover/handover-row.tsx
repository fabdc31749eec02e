import './handover-row.css';
import type { IconName } from '../../ui/icons.tsx';
import { PaneButton, type PaneGroupProps, PaneLine } from '../pane-buttons.tsx';

type Way = 'file' | 'mail' | 'print' | 'spell';
const ways: readonly (readonly [Way, IconName])[] = [
  ['file', 'file'],
  ['mail', 'mail'],
  ['print', 'printer'],
  ['spell', 'speech'],
];

/** The four ways to hand a secret key to its owner, and what has been done. */
export const HandoverRow = ({ secret, outcomes, cameFrom, onPane }: PaneGroupProps) => {
  const lines = ways.flatMap(([way]) => outcomes[way]?.text ?? []);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div role="group" aria-labelledby="handover-label" className="handover">
      <p id="handover-label" className="handover-label">
        Hand it over to {secret.ownerName}
      </p>
      <div className="buttons">
        {ways.map(([way, icon]) => (
          <PaneButton
            key={way}
            pane={way}
            icon={icon}
            done={outcomes[way] !== undefined}
            cameFrom={cameFrom}
            onPane={onPane}
          />
        ))}
      </div>
      {lines.map((line) => (
        <PaneLine key={line}>{line}</PaneLine>
      ))}
      {secret.wordsUntold && (
        <PaneLine icon="alert" tone="warning">
          Tell {secret.ownerName} the ten words: until then it does not count as handed over.
        </PaneLine>
      )}
      {lines.length === 0 && secret.handedOver && (
        <PaneLine>It has been handed over. The list of keys says how and when.</PaneLine>
      )}
    </div>
  );
};
