import { Prescribed } from '../app/policy.tsx';
import { TextField, type TextFieldProps } from '../ui/text-field.tsx';
import type { NameJudgement } from './key-name.ts';

interface KeyNameFieldProps extends Pick<TextFieldProps, 'value' | 'onChange' | 'isReadOnly'> {
  readonly label?: string;
  readonly judged: NameJudgement;
  /** Shown while there is neither an error nor the counter of characters. */
  readonly hint?: string | null;
}

/** The name of a key, with what the company prescribes for it. It has the focus when its dialog opens. */
export const KeyNameField = ({ label = 'Name', judged, hint = null, ...field }: KeyNameFieldProps) => (
  <div className="prescribed-field">
    <TextField {...field} label={label} autoFocus isRequired error={judged.error} hint={judged.counter ?? hint} />
    <Prescribed name="namePattern" />
  </div>
);
