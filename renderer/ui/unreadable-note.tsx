import { countWords } from './dates.ts';
import { Notice } from './notice.tsx';

interface UnreadableNoteProps {
  readonly count: number;
  /** The name of a row in the singular and in the plural. */
  readonly one: string;
  readonly several: string;
  /** A further sentence: what follows for the user. */
  readonly more?: string;
}

/** Says how many rows of a list could not be read, so that an incomplete list never looks complete. */
export const UnreadableNote = ({ count, one, several, more = '' }: UnreadableNoteProps) =>
  count === 0 ? null : (
    <Notice tone="warning" role="status">
      {countWords(count, one, several)} could not be read and {count === 1 ? 'is' : 'are'} not shown: Oracle’s answer is
      not in a form that Keydesk knows. {more}
    </Notice>
  );
