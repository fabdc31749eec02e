import './endpoint-lines.css';
import { CopyButton } from '../../app/copy-button.tsx';

export interface CommandLineProps {
  /** What it is for: its accessible name, and what the button copies. */
  readonly what: string;
  readonly text: string;
}

/** A line for a terminal or a file, to be copied. */
export const CommandLine = ({ what, text }: CommandLineProps) => (
  // biome-ignore lint/a11y/useSemanticElements: nothing here is a form control
  <span role="group" aria-label={what} className="command-line">
    <code className="selectable">{text}</code>
    <CopyButton text={text} what={what.charAt(0).toLowerCase() + what.slice(1)} />
  </span>
);
