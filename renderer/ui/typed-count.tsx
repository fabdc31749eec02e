import { type ReactNode, useState } from 'react';
import { TextField } from './text-field.tsx';

/** For this many keys or more, the user must type their number before they are changed. Main checks the number too. */
const typedFrom = 10;

interface TypedCount {
  /** Returns the typed number for main, or null for fewer than ten keys. False: another number was typed, and the field now says so. */
  readonly confirm: () => string | null | false;
  /** The field. Null for fewer than ten keys. */
  readonly field: ReactNode;
}

/** Asks the user to type the number of keys. `toDo`: "delete 12 keys"; `what`: "keys". */
export const useTypedCount = (count: number, toDo: string, what: string): TypedCount => {
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  if (count < typedFrom) return { confirm: () => null, field: null };
  return {
    confirm() {
      const isRight = typed.trim() === String(count);
      setWrong(!isRight);
      return isRight && typed.trim();
    },
    field: (
      <TextField
        label={`Type ${count} to ${toDo}.`}
        value={typed}
        onChange={(text) => {
          setTyped(text);
          setWrong(false);
        }}
        inputMode="numeric"
        error={isWrong ? `The number of ${what} is ${count}.` : null}
      />
    ),
  };
};
