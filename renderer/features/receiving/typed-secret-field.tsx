import { type FormEvent, type Ref, useEffect, useId, useRef } from 'react';
import { regroup } from '../../panes/handover/typed-groups.ts';

interface TypedSecretFieldProps {
  readonly ref: Ref<HTMLTextAreaElement>;
  readonly readOnly: boolean;
  /** Called after each change. The text itself stays in the field. */
  readonly onTyped: (text: string) => void;
  readonly describedBy: string;
}

const longest = 2048;

/**
 * The field for typing a secret key, in groups of four. The text is only in this field, in no state of the page, and is
 * gone when the dialog closes.
 * Security line 22. The text cannot be copied, cut or dragged: see `secret-guard.ts`.
 */
export const TypedSecretField = ({ ref, readOnly, onTyped, describedBy }: TypedSecretFieldProps) => {
  const id = useId();
  const before = useRef('');
  useEffect(
    () => () => {
      before.current = '';
    },
    [],
  );

  const onInput = (event: FormEvent<HTMLTextAreaElement>) => {
    const field = event.currentTarget;
    const how = event.nativeEvent instanceof InputEvent ? event.nativeEvent.inputType : '';
    // While an input method composes a character, the text must not be changed. It is grouped afterwards.
    if (event.nativeEvent instanceof InputEvent && event.nativeEvent.isComposing) return;
    const { text, caret } = regroup(before.current, { text: field.value, caret: field.selectionStart }, how);
    field.value = text;
    field.setSelectionRange(caret, caret);
    before.current = text;
    onTyped(text);
  };

  return (
    <div className="field">
      <label htmlFor={id} className="label">
        Secret key
      </label>
      <textarea
        ref={ref}
        id={id}
        name="secret-key"
        className="input input-area mono typed-secret"
        rows={2}
        maxLength={longest}
        readOnly={readOnly}
        autoComplete="off"
        autoCapitalize="off"
        aria-describedby={describedBy}
        onInput={onInput}
        onCompositionEnd={onInput}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          event.currentTarget.form?.requestSubmit();
        }}
      />
    </div>
  );
};
