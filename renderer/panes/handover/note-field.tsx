import { TextField } from '../../ui/text-field.tsx';

const longestNote = 500;

export interface NoteFieldProps {
  readonly value: string;
  readonly onChange: (note: string) => void;
  readonly readOnly: boolean;
}

/** What the sender wants to say to the recipient. It is encrypted together with the key. */
export const NoteField = ({ value, onChange, readOnly }: NoteFieldProps) => (
  <TextField
    label="Note (optional)"
    value={value}
    onChange={onChange}
    isReadOnly={readOnly}
    maxLength={longestNote}
    rows={2}
    hint={
      value.length > longestNote - 100
        ? `${value.length} of ${longestNote} characters`
        : 'Encrypted together with the key.'
    }
  />
);
