import type { Clock } from '../basics/clock.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';

/** In milliseconds since 1970. */
export interface SessionTimes {
  /** When the token in use was issued. */
  readonly issued: number;
  readonly expires: number;
  /** The session cannot be prolonged past this time; null: only Oracle knows it. */
  readonly renewableUntil: number | null;
}

type SessionPhase = 'valid' | 'ending' | 'over';
export interface SessionState {
  readonly times: SessionTimes;
  readonly phase: SessionPhase;
  readonly renewable: boolean;
}

/** Oracle has answered, and the session lasts no longer than before. `expires`: ISO 8601. */
export type NotLonger = { readonly kind: 'session-not-longer'; readonly expires: string };

interface SessionKeeperOptions<P extends { readonly kind: string }> {
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly isLocked: () => boolean;
  /** Asks Oracle once for a token that lasts longer, which replaces the old one. Never rejects. */
  readonly prolong: (id: string) => Promise<Outcome<SessionTimes, P | NotLonger>>;
  /** The problem of a session that has ended. */
  readonly over: (id: string) => P;
  /** Called when `state` has changed. */
  readonly onChange: () => void;
}

type Renewed<P> = Outcome<null, P | NotLonger | { readonly kind: 'locked' }>;

const MINUTE = 60_000;
/** The time that is left when the person is warned. */
const NOTICE = 10 * MINUTE;
/** The wait until the next try, after prolonging has failed. */
const RETRY = MINUTE;
/** The longest wait: timers hold no more than 24 days, and then run at once. */
const DAY = 24 * 60 * MINUTE;

const phaseAt = ({ expires }: SessionTimes, now: number): SessionPhase => {
  if (expires <= now) return 'over';
  return expires - now <= NOTICE ? 'ending' : 'valid';
};
const mayGrow = ({ expires, renewableUntil }: SessionTimes) => renewableUntil === null || expires < renewableUntil;

/** The state of a session of which nothing is known but its times, as after a start. */
export const stateAtStart = (times: SessionTimes, now: number): SessionState => ({
  times,
  phase: phaseAt(times, now),
  renewable: mayGrow(times),
});

interface Session<P> {
  times: SessionTimes;
  isUsed: boolean;
  /** Oracle has answered that it lasts no longer. */
  isFinal: boolean;
  isOver: boolean;
  /** Oracle is not asked again before this time, in milliseconds since 1970. */
  retryAt: number;
  renewing: Promise<Renewed<P>> | null;
  cancel: () => void;
}

/**
 * Keeps sessions alive: each is prolonged at half of its life while Keydesk is unlocked and used, as long as Oracle allows it. A session is
 * never prolonged twice at the same time, while Keydesk is locked, or after its end. All times are those of the token.
 */
export function createSessionKeeper<P extends { readonly kind: string }>(options: SessionKeeperOptions<P>) {
  const { clock, isLocked, prolong, over, onChange } = options;
  const sessions = new Map<string, Session<P>>();

  const phaseOf = ({ times, isOver }: Session<P>): SessionPhase => (isOver ? 'over' : phaseAt(times, clock.now()));
  const halfOf = ({ issued, expires }: SessionTimes) => issued + (expires - issued) / 2;
  const isDue = (session: Session<P>) =>
    session.isUsed &&
    !session.isFinal &&
    mayGrow(session.times) &&
    !isLocked() &&
    phaseOf(session) !== 'over' &&
    clock.now() >= Math.max(halfOf(session.times), session.retryAt);

  /** Wakes up at the next moment at which something changes. */
  function schedule(id: string, session: Session<P>): void {
    session.cancel();
    const now = clock.now();
    const { times, retryAt } = session;
    const moments = [halfOf(times), retryAt, times.expires - NOTICE, times.expires].filter((moment) => moment > now);
    if (moments.length === 0 || session.isOver) return;
    session.cancel = clock.after(Math.min(Math.min(...moments) - now, DAY), () => {
      if (sessions.get(id) !== session) return;
      schedule(id, session);
      // If it fails, Keydesk tries again in a minute. If Oracle prolongs it no longer, the state of the session says so.
      if (isDue(session)) void renewNow(id, session);
      onChange();
    });
  }

  function renewNow(id: string, session: Session<P>): Promise<Renewed<P>> {
    session.renewing ??= ask(id, session).finally(() => {
      session.renewing = null;
    });
    return session.renewing;
  }

  async function ask(id: string, session: Session<P>): Promise<Renewed<P>> {
    if (isLocked()) return failed({ kind: 'locked' });
    if (phaseOf(session) === 'over') return failed(over(id));
    const notLonger = { kind: 'session-not-longer', expires: new Date(session.times.expires).toISOString() } as const;
    if (!mayGrow(session.times)) return failed(notLonger);
    session.isUsed = false;
    const prolonged = await prolong(id);
    // The person has signed in again or out while Oracle was asked.
    if (sessions.get(id) !== session) return success(null);
    if (prolonged.ok) session.times = prolonged.value;
    else if (prolonged.problem.kind === notLonger.kind) session.isFinal = true;
    else {
      session.isUsed = true;
      session.retryAt = clock.now() + RETRY;
    }
    if (prolonged.ok) session.isFinal = false;
    schedule(id, session);
    onChange();
    return prolonged.ok ? success(null) : prolonged;
  }

  return {
    /** Begins to keep a session, from a sign-in or from an earlier run. It replaces the one before. */
    begin(id: string, times: SessionTimes): void {
      sessions.get(id)?.cancel();
      const session: Session<P> = {
        times,
        isUsed: false,
        isFinal: false,
        isOver: false,
        retryAt: 0,
        renewing: null,
        cancel: () => {},
      };
      sessions.set(id, session);
      schedule(id, session);
    },
    end(id: string): void {
      sessions.get(id)?.cancel();
      sessions.delete(id);
    },
    /** The state by the clock, and not by timers, which stand still while a computer sleeps. */
    state(id: string): SessionState | null {
      const session = sessions.get(id);
      if (session === undefined) return null;
      return { times: session.times, phase: phaseOf(session), renewable: !session.isFinal && mayGrow(session.times) };
    },
    /**
     * The person works with the account. In the second half of its life, a session is prolonged at once; in the first half, it is prolonged
     * when the second begins.
     */
    use(id: string): void {
      const session = sessions.get(id);
      if (session === undefined) return;
      session.isUsed = true;
      // If it fails, Keydesk tries again in a minute. If Oracle prolongs it no longer, the state of the session says so.
      if (isDue(session)) void renewNow(id, session);
    },
    /** Oracle has refused the session before its time. */
    endEarly(id: string): void {
      const session = sessions.get(id);
      if (session === undefined || session.isOver) return;
      session.isOver = true;
      session.cancel();
      onChange();
    },
    /** Prolongs the session, since the person wants it. Joins a prolonging that is under way. */
    async renew(id: string): Promise<Renewed<P>> {
      const session = sessions.get(id);
      return session === undefined ? failed(over(id)) : renewNow(id, session);
    },
  };
}
