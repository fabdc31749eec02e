import './badge.css';
import type { ReactNode } from 'react';
import { initialsOf } from './initials.ts';

export type Tone = 'accent' | 'neutral' | 'warning' | 'loss';

export const Badge = ({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) => (
  <span className={`badge tone-${tone}`}>{children}</span>
);

/** Two letters on a disc, for a user or a profile. It is decoration: the name is beside it. */
export const Avatar = ({ name, tone = 'accent' }: { readonly name: string; readonly tone?: 'accent' | 'neutral' }) => (
  <span className={`avatar avatar-${tone}`} aria-hidden="true">
    {initialsOf(name)}
  </span>
);

/** Marks an account of the sample tenancy, so that the user does not take it for a real account. */
export const SampleBadge = () => <Badge tone="warning">Sample</Badge>;
