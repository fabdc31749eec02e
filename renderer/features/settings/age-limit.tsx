import { useEffect, useState } from 'react';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { TextField } from '../../ui/text-field.tsx';

const [least, most] = [1, 3650];

export interface AgeLimitProps {
  readonly days: number;
  readonly onChange: (days: number) => void;
}

/** The days after which a key is overdue. Enter, or leaving the field, takes a number that makes sense. */
export const AgeLimit = ({ days, onChange }: AgeLimitProps) => {
  const [typed, setTyped] = useState(String(days));
  useEffect(() => setTyped(String(days)), [days]);
  const wanted = Number(typed);
  const isGood = /^\d+$/.test(typed.trim()) && wanted >= least && wanted <= most;
  const take = () => {
    if (isGood && wanted !== days) onChange(wanted);
  };
  return (
    <DialogForm onSubmit={take}>
      <TextField
        label="Days until a key is overdue"
        value={typed}
        onChange={setTyped}
        onBlur={take}
        inputMode="numeric"
        autoComplete="off"
        maxLength={5}
        error={isGood ? null : `A whole number from ${least} to ${most}.`}
      />
    </DialogForm>
  );
};
