import type { HaltProblem } from './bulk.ts';

/** Nothing reached the service, it refuses the account itself, it gets too many requests, or the disk is full. */
const ofEveryKey: readonly string[] = [
  'bulk-account-changed',
  'internal',
  'journal-failed',
  'locked',
  'signed-out',
  'session-over',
  'vault-failed',
  'credential-missing',
  'not-authenticated',
  'clock-skew',
  'proxy-password',
  'certificate',
  'unreachable',
  'timed-out',
  'too-many-requests',
  'redirected',
  'foreign-address',
];

/** Whether the next key would fail as this one did. */
export const concernsEveryKey = ({ kind }: HaltProblem): boolean => ofEveryKey.includes(kind);

/** Whether the request may have been carried out although its answer is missing or bad. */
export const isLost = (problem: { readonly kind: string }): boolean =>
  'delivery' in problem && problem.delivery === 'unknown';
