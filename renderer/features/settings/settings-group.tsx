import { type ReactNode, useId } from 'react';
import type { PolicyName } from '../../../bridge/values/policy.ts';
import { Prescribed } from '../../app/policy.tsx';

interface SettingsGroupProps {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
  /** If the company prescribes this policy, the group says so. */
  readonly policy?: PolicyName;
}

export const SettingsGroup = ({ title, text, children, policy }: SettingsGroupProps) => {
  const heading = useId();
  return (
    <section className="settings-group" aria-labelledby={heading}>
      <div>
        <h2 id={heading}>{title}</h2>
        <p className="third">{text}</p>
      </div>
      <div className="settings-choice">
        {children}
        {policy && <Prescribed name={policy} />}
      </div>
    </section>
  );
};
