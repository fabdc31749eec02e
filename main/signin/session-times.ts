import type { SignedInBy as ShownSignIn } from '../../bridge/values/session.ts';
import { type Account, isSession, type SessionSignIn } from './account.ts';
import type { SessionState, SessionTimes } from './session-keeper.ts';
import type { SessionToken } from './session-token.ts';

const instant = (ms: number) => new Date(ms).toISOString();

export const timesOf = ({ issued, expires, renewableUntil }: SessionSignIn): SessionTimes => ({
  issued: Date.parse(issued),
  expires: Date.parse(expires),
  renewableUntil: renewableUntil === null ? null : Date.parse(renewableUntil),
});

/** A token's own times, as they are stored. */
export const storedTimes = ({ issued, expires }: Pick<SessionToken, 'issued' | 'expires'>) => ({
  issued: instant(issued),
  expires: instant(expires),
});

/** How an account signs, as the page shows it. */
export function shownSignIn(account: Account, state: SessionState | null): ShownSignIn {
  if (!isSession(account) || state === null)
    return { kind: account.signedInBy.kind === 'computer-key' ? 'computer-key' : 'file-key' };
  const { kind, expires, renewableUntil } = account.signedInBy;
  const { phase, renewable } = state;
  return { kind, expires, renewableUntil, phase, renewable, rests: account.vaultKind };
}
