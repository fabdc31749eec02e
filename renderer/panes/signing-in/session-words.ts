import type { Account } from '../../../bridge/values/session.ts';
import type { TimedSession } from '../../app/session.tsx';
import { dayMs, formatDay, formatTime, instantOf } from '../../ui/dates.ts';

/** "17:05", "tomorrow, 9:30" or "2 May 2026": an instant that is near, seen from now. */
export const whenWords = (iso: string, now: number): string => {
  const ms = instantOf(iso);
  if (ms === null) return 'an unknown time';
  if (formatDay(ms) === formatDay(now)) return formatTime(ms);
  return formatDay(ms) === formatDay(now + dayMs) ? `tomorrow, ${formatTime(ms)}` : formatDay(ms);
};

/** What an account is signed in with. */
export const methodWords = ({ signedInBy, profile }: Pick<Account, 'signedInBy' | 'profile'>): string => {
  if (signedInBy.kind === 'computer-key') return 'Signed in with this computer’s API key';
  if (signedInBy.kind === 'browser-session') return 'Signed in with your browser';
  if (signedInBy.kind === 'cli-session') return `Session of the OCI CLI, profile ${profile}`;
  return `Profile ${profile}`;
};

/** Until when a session lasts, and by when it must be renewed, each in a line. */
export const sessionLines = (session: TimedSession, now: number): readonly string[] => {
  const { expires, renewableUntil, renewable, phase, rests } = session;
  const resting = rests === 'memory' ? ['In memory: gone when Keydesk quits.'] : [];
  if (phase === 'over') return [`Over since ${whenWords(expires, now)}.`, ...resting];
  if (!renewable) return [`Until ${whenWords(expires, now)}. Oracle does not prolong it.`, ...resting];
  const last =
    renewableUntil === null
      ? 'Keydesk prolongs it while it is used.'
      : `Prolonged while it is used, until ${whenWords(renewableUntil, now)} at the latest.`;
  return [`Until ${whenWords(expires, now)}.`, last, ...resting];
};
