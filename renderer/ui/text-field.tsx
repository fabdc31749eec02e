import './field.css';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField as Field, type TextFieldProps as FieldProps } from 'react-aria-components/TextField';

export interface TextFieldProps extends Omit<FieldProps, 'className' | 'style' | 'children' | 'isInvalid'> {
  readonly label: string;
  readonly hint?: string | null;
  /** What is wrong with the text, in a sentence. Null: nothing. */
  readonly error?: string | null;
  /** The visible lines of a text with several lines. One by default. */
  readonly rows?: number;
}

export const TextField = ({ label, hint = null, error = null, rows = 1, ...rest }: TextFieldProps) => (
  <Field autoComplete="off" {...rest} isInvalid={error !== null} className="field">
    <Label className="label">{label}</Label>
    {rows > 1 ? <TextArea className="input input-area" rows={rows} /> : <Input className="input" />}
    {error === null && hint !== null && (
      <Text slot="description" className="third">
        {hint}
      </Text>
    )}
    <FieldError className="third field-error">{error}</FieldError>
  </Field>
);
