import { Prescribed } from '../app/policy.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { NameJudgement } from './key-name.ts';

interface KeyNameFieldProps {
  readonly label?: string;
  readonly value: string;
  readonly onChange: (name: string) => void;
  readonly judged: NameJudgement;
  /** Shown while the name is far from the limit. */
  readonly hint?: string | null;
  readonly isReadOnly?: boolean;
}

/** The name of a key, with what the company prescribes for it. It has the focus when its dialog opens. */
export const KeyNameField = ({
  label = 'Name',
  value,
  onChange,
  judged,
  hint = null,
  isReadOnly = false,
}: KeyNameFieldProps) => (
  <div className="prescribed-field">
    <TextField
      label={label}
      value={value}
      onChange={onChange}
      isReadOnly={isReadOnly}
      autoFocus
      isRequired
      error={judged.error}
      hint={judged.counter ?? hint}
    />
    <Prescribed name="namePattern" />
  </div>
);
