import type { ReactNode } from 'react';

export interface SettingsGroupProps {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

export const SettingsGroup = ({ title, text, children }: SettingsGroupProps) => (
  <section className="settings-group">
    <div>
      <h2>{title}</h2>
      <p className="third">{text}</p>
    </div>
    <div className="settings-choice">{children}</div>
  </section>
);
