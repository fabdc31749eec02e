import { Button } from 'react-aria-components/Button';
import type { HandoverRecord } from '../../../bridge/values/keys.ts';
import { Badge } from '../../ui/badge.tsx';
import { PopoverBox } from '../../ui/popover.tsx';
import { handoverTime, handoverWords, lastHandover } from './history-words.ts';
import type { KeyAge } from './key-age.ts';
import type { StatusWords } from './status-words.ts';

interface KeyHistoryProps {
  readonly keyName: string;
  readonly history: readonly HandoverRecord[];
  readonly now: number;
}

/** The latest handover of a key's secret on this computer. A press shows all of them, the newest first. */
export const KeyHistory = ({ keyName, history, now }: KeyHistoryProps) => {
  const last = lastHandover(history, now);
  if (last === null) return null;
  return (
    <PopoverBox
      label={`History of ${keyName}`}
      trigger={
        <Button className="dotted-button key-history">
          <span className="cut">{last}</span>
        </Button>
      }
    >
      <ol className="history">
        {history.toReversed().map((record, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: new records only come first, and two may be equal
          <li key={history.length - index}>
            <span>{handoverWords(record)}</span>
            <span className="third">{handoverTime(record.at)}</span>
          </li>
        ))}
      </ol>
    </PopoverBox>
  );
};

/** The creation of a key, in two lines. */
export const KeyAgeCell = ({ age: { first, second, old } }: { readonly age: KeyAge }) => (
  <td className="key-date">
    <span className="key-line">{first}</span>
    {second && (old ? <Badge tone="warning">{second}</Badge> : <span className="third key-line">{second}</span>)}
  </td>
);

interface KeyStatusCellProps {
  readonly words: StatusWords;
  /** The service did not report the status. The cell says why. */
  readonly unreported: boolean;
}

export const KeyStatusCell = ({ words, unreported }: KeyStatusCellProps) => {
  if (!unreported) {
    return (
      <>
        <Badge tone={words.tone}>{words.text}</Badge>
        {words.note && <span className="third key-line">{words.note}</span>}
      </>
    );
  }
  return (
    <PopoverBox
      label="Why the status is not reported"
      placement="bottom end"
      trigger={<Button className="dotted-button status-unreported">{words.text}</Button>}
    >
      <p className="status-explained">
        Identity domains take a key’s status but never return it, so Keydesk cannot know whether this key is active.
        What you set here is remembered and shown with its time.
      </p>
    </PopoverBox>
  );
};
