import { type ReactNode, useState } from 'react';
import { TextField } from './text-field.tsx';

/** From this number of keys on, their number is typed before they are changed. Main checks it too. */
const typedFrom = 10;

interface TypedCount {
  /** Returns what main needs: the typed number, or null for fewer keys. False if another number was typed; the field then says so. */
  readonly confirm: () => string | null | false;
  /** The field; nothing for fewer keys. */
  readonly field: ReactNode;
}

/** The number of keys, typed by the user. `toDo`: "delete 12 keys"; `what`: "keys". */
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
