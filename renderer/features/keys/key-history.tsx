import { Button } from 'react-aria-components/Button';
import type { HandoverRecord } from '../../../bridge/values/keys.ts';
import { PopoverBox } from '../../ui/popover.tsx';
import { handoverTime, handoverWords, lastHandover } from './history-words.ts';

export interface KeyHistoryProps {
  readonly keyName: string;
  readonly history: readonly HandoverRecord[];
  readonly now: number;
}

/** The last thing that was done with a key's secret on this computer; selecting it shows all of them, the newest first. */
export const KeyHistory = ({ keyName, history, now }: KeyHistoryProps) => {
  const last = lastHandover(history, now);
  if (last === null) return null;
  return (
    <PopoverBox
      label={`History of ${keyName}`}
      trigger={
        <Button className="key-history">
          <span className="cut">{last}</span>
        </Button>
      }
    >
      <ol className="history">
        {history.toReversed().map((record, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: records only ever come in front, and two may say the same
          <li key={history.length - place}>
            <span className="history-text">{handoverWords(record)}</span>
            <span className="third">{handoverTime(record.at)}</span>
          </li>
        ))}
      </ol>
    </PopoverBox>
  );
};
