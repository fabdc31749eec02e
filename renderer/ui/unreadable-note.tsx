import { formatCount } from './dates.ts';
import { Notice } from './notice.tsx';

export interface UnreadableNoteProps {
  readonly count: number;
  /** What one of them is, and several. */
  readonly one: string;
  readonly several: string;
  /** What follows from it. */
  readonly more?: string;
}

/** Says how many rows of a list could not be read, so that a list which lacks some never looks whole. */
export const UnreadableNote = ({ count, one, several, more = '' }: UnreadableNoteProps) =>
  count === 0 ? null : (
    <Notice tone="warning" role="status">
      {count === 1 ? `1 ${one} could not be read and is` : `${formatCount(count)} ${several} could not be read and are`}{' '}
      not shown: Oracle’s answer is not in a form that Keydesk knows. {more}
    </Notice>
  );
