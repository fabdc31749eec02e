import './secret-row.css';
import { type ReactNode, useId } from 'react';
import { CopyWordButton } from '../app/copy-button.tsx';

interface AccessKeyRowProps {
  readonly accessKey: string;
  /** The access key as it is displayed: whole, or in groups. */
  readonly shown: string;
  readonly children?: ReactNode;
}

/** The access key, to be read and copied. */
export const AccessKeyRow = ({ accessKey, shown, children }: AccessKeyRowProps) => {
  const label = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: nothing here is a form control
    <div role="group" aria-labelledby={label} className="bar secret-row">
      <span id={label} className="label">
        Access key
      </span>
      <code className="well secret-box access-key-box selectable">{shown}</code>
      <CopyWordButton text={accessKey} what="access key" />
      {children}
    </div>
  );
};
