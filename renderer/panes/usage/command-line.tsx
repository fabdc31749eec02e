import './endpoint-lines.css';
import type { ReactNode } from 'react';
import { CopyButton } from '../../app/copy-button.tsx';

interface CommandLineProps {
  /** The accessible name of the line, and the name of the copied text. */
  readonly what: string;
  readonly text: string;
}

/** A line for a terminal or a file, with a copy button. */
export const CommandLine = ({ what, text }: CommandLineProps) => (
  // biome-ignore lint/a11y/useSemanticElements: nothing here is a form control
  <span role="group" aria-label={what} className="well command-line">
    <code className="selectable">{text}</code>
    <CopyButton text={text} what={what.charAt(0).toLowerCase() + what.slice(1)} />
  </span>
);

/** A `CommandLine` below a label. */
export const LabelledLine = ({ label, ...line }: CommandLineProps & { readonly label: ReactNode }) => (
  <div className="stack">
    <span className="label">{label}</span>
    <CommandLine {...line} />
  </div>
);
