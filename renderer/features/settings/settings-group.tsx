import { type ReactNode, useId } from 'react';

export interface SettingsGroupProps {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

export const SettingsGroup = ({ title, text, children }: SettingsGroupProps) => {
  const heading = useId();
  return (
    <section className="settings-group" aria-labelledby={heading}>
      <div>
        <h2 id={heading}>{title}</h2>
        <p className="third">{text}</p>
      </div>
      <div className="settings-choice">{children}</div>
    </section>
  );
};
