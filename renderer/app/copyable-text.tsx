import { CopyButton } from './copy-button.tsx';

export interface CopyableTextProps {
  readonly text: string;
  /** What is seen of it; the whole stands in the tooltip of the browser. */
  readonly shown: string;
  readonly what: string;
}

/** A technical name, shortened, with a button that copies it whole. */
export const CopyableText = ({ text, shown, what }: CopyableTextProps) => (
  <span className="copyable">
    <code title={text}>{shown}</code>
    <CopyButton text={text} what={what} />
  </span>
);
