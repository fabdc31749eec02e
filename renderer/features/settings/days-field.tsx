import { useEffect, useState } from 'react';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { TextField } from '../../ui/text-field.tsx';

export interface DaysFieldProps {
  readonly label: string;
  readonly most: number;
  readonly days: number;
  readonly onChange: (days: number) => void;
  readonly isDisabled?: boolean;
}

/** A number of days. Enter, or leaving the field, takes a number that makes sense. */
export const DaysField = ({ label, most, days, onChange, isDisabled = false }: DaysFieldProps) => {
  const [typed, setTyped] = useState(String(days));
  useEffect(() => setTyped(String(days)), [days]);
  const wanted = Number(typed);
  const isGood = /^\d+$/.test(typed.trim()) && wanted >= 1 && wanted <= most;
  const take = () => {
    if (isGood && wanted !== days) onChange(wanted);
  };
  return (
    <DialogForm onSubmit={take}>
      <TextField
        label={label}
        value={typed}
        onChange={setTyped}
        onBlur={take}
        isDisabled={isDisabled}
        inputMode="numeric"
        autoComplete="off"
        maxLength={5}
        error={isGood ? null : `A whole number from 1 to ${most}.`}
      />
    </DialogForm>
  );
};
