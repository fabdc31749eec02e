import { CopyButton } from './copy-button.tsx';

interface CopyableTextProps {
  readonly text: string;
  /** The shortened text. The tooltip has the whole text. */
  readonly shown: string;
  readonly what: string;
}

/** A shortened technical name with a button that copies the whole name. */
export const CopyableText = ({ text, shown, what }: CopyableTextProps) => (
  <span className="copyable">
    <code title={text}>{shown}</code>
    <CopyButton text={text} what={what} />
  </span>
);
