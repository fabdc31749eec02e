import './handover-row.css';
import { Prescribed, useAllowed } from '../../app/policy.tsx';
import type { IconName } from '../../ui/icons.tsx';
import { PaneButton, type PaneGroupProps, PaneLine } from '../pane-buttons.tsx';

type Way = 'file' | 'mail' | 'print' | 'spell';
/** Each way to hand over, with its icon and its names in a policy. A way is offered if one of its names is allowed. */
const ways: readonly (readonly [Way, IconName, readonly string[]])[] = [
  ['file', 'file', ['file-recipient', 'file-passphrase']],
  ['mail', 'mail', ['mail-recipient', 'mail-passphrase']],
  ['print', 'printer', ['print']],
  ['spell', 'speech', ['spelled']],
];

/** The ways to hand a secret key to its owner, as far as the company allows them, and what has been done. */
export const HandoverRow = ({ secret, outcomes, cameFrom, onPane }: PaneGroupProps) => {
  const allows = useAllowed('handOver');
  const offered = ways.filter(([, , names]) => names.some(allows));
  const lines = ways.flatMap(([way]) => outcomes[way]?.text ?? []);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div role="group" aria-labelledby="handover-label" className="handover">
      <p id="handover-label" className="second">
        Hand it over to {secret.ownerName}
      </p>
      <div className="buttons">
        {offered.map(([way, icon]) => (
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
      <Prescribed name="handOver" />
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
