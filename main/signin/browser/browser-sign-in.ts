import type { BrowserSignInState as BridgeState } from '../../../bridge/values/sign-in.ts';
import type { Clock } from '../../basics/clock.ts';
import { createObservable } from '../../basics/observable.ts';
import { type Outcome, success, type WithProblem } from '../../basics/outcome.ts';
import { loginUrl } from '../../oracle/regions.ts';
import type { Accounts, SignInProblem } from '../account.ts';
import { type KeyPair, makeKeyPair } from '../key-pair.ts';
import { storedTimes } from '../session-times.ts';
import type { SessionToken } from '../session-token.ts';
import { type AnswerListener, openAnswerListener } from './answer-listener.ts';
import type { BrowserSignInProblem } from './browser-problem.ts';
import { readAnswer } from './read-answer.ts';
import { signInAddress } from './sign-in-address.ts';
import type { SignInRegion } from './sign-in-regions.ts';

export type BrowserSignInState = WithProblem<BridgeState, BrowserSignInProblem | SignInProblem>;

export interface BrowserSignInOptions {
  readonly accounts: Pick<Accounts, 'signInWithSession'>;
  /** Opens the address in the person's browser. False: no browser opened. */
  readonly openBrowser: (address: string, loginUrl: string) => Promise<boolean>;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  /** `crypto.randomUUID`. */
  readonly newNonce: () => string;
  /** Called when the person has signed in. */
  readonly onSignedIn: () => void;
}

interface Attempt {
  readonly where: SignInRegion;
  readonly nonce: string;
  readonly stop: AbortController;
  listener: AnswerListener | null;
  cancelTimer: () => void;
}

const MINUTES = 5;
const MINUTE = 60_000;
/** Oracle lets a session be prolonged up to a day after the sign-in (`docs/oracle.md`, "Sessions"). */
const DAY = 24 * 60 * MINUTE;
/** Shown where other accounts show the name of their profile. */
const NAME = 'Browser';

/**
 * Signing in with the browser: a key pair for this session alone, a listener on this computer, the browser at Oracle's own page, and the
 * token that it brings back. However the sign-in ends, the state says so, and the listener is closed. After signing in, the state is `idle`
 * again, and the account is the current one. There is one sign-in at a time.
 */
export function createBrowserSignIn(options: BrowserSignInOptions) {
  const { accounts, openBrowser, clock, newNonce, onSignedIn } = options;
  const { state, subscribe, change } = createObservable<BrowserSignInState>({ kind: 'idle' });
  let attempt: Attempt | null = null;
  /** The listener of the attempt before may still be closing, at the same port. */
  let closing: Promise<unknown> = Promise.resolve();

  const isCurrent = (each: Attempt) => attempt === each;
  const changeWaiting = (each: Attempt, news: Partial<Extract<BrowserSignInState, { kind: 'waiting' }>>) => {
    const now = state();
    if (isCurrent(each) && now.kind === 'waiting') change({ ...now, ...news });
  };

  /** Ends the sign-in under way, with this state. */
  async function end(next: BrowserSignInState): Promise<void> {
    const ended = attempt;
    attempt = null;
    ended?.stop.abort();
    ended?.cancelTimer();
    closing = Promise.all([closing, ended?.listener?.close()]);
    if (state().kind !== 'idle' || next.kind !== 'idle') change(next);
    await closing;
  }

  function takeAnswer(mine: Attempt, pair: KeyPair, answer: string | null): boolean {
    if (!isCurrent(mine)) return false;
    const token = readAnswer(answer, mine.nonce, clock.now());
    if (token.ok) void prove(mine, pair, token.value);
    else void end({ kind: 'failed', problem: token.problem });
    return token.ok;
  }

  async function prove(mine: Attempt, { privateKey, fingerprint }: KeyPair, token: SessionToken): Promise<void> {
    const { where, stop } = mine;
    mine.cancelTimer();
    change({ kind: 'proving', region: where.region.id });
    const signedIn = await accounts.signInWithSession(
      {
        name: NAME,
        tenancyOcid: token.tenancyOcid,
        userOcid: token.userOcid,
        fingerprint,
        region: where.region,
        endpoint: where.endpoint,
        privateKey,
        token: token.text,
        signedInBy: {
          kind: 'browser-session',
          ...storedTimes(token),
          renewableUntil: new Date(token.issued + DAY).toISOString(),
        },
      },
      stop.signal,
    );
    if (!isCurrent(mine)) return;
    if (!signedIn.ok) return end({ kind: 'failed', problem: whyRefused(signedIn.problem, where) });
    const ended = end({ kind: 'idle' });
    onSignedIn();
    await ended;
  }

  async function open(mine: Attempt, address: string): Promise<void> {
    changeWaiting(mine, { browser: 'opening' });
    const isOpened = await openBrowser(address, loginBase(mine.where)).catch(() => false);
    changeWaiting(mine, { browser: isOpened ? 'opened' : 'none' });
  }

  return {
    state,
    subscribe,

    /** Begins to wait for the browser, and ends an earlier sign-in. Fails at once if the port cannot be used. */
    async start(where: SignInRegion, tenancyName: string | null): Promise<Outcome<null, BrowserSignInProblem>> {
      await end({ kind: 'idle' });
      const stop = new AbortController();
      const mine: Attempt = { where, nonce: newNonce(), stop, listener: null, cancelTimer: () => {} };
      attempt = mine;
      const pair = await makeKeyPair();
      // Cancelled, or started again, while the pair was made.
      if (!isCurrent(mine)) return success(null);
      const listener = await openAnswerListener({
        onAnswer: (answer) => takeAnswer(mine, pair, answer),
        onStranger: (stranger) =>
          changeWaiting(mine, {
            turnedAway: `Something else called in place of the sign-in and was turned away: ${stranger}.`,
          }),
      });
      if (!isCurrent(mine)) {
        if (listener.ok) await listener.value.close();
        return success(null);
      }
      if (!listener.ok) {
        attempt = null;
        return listener;
      }
      mine.listener = listener.value;
      const address = signInAddress({
        loginUrl: loginBase(where),
        privateKey: pair.privateKey,
        nonce: mine.nonce,
        tenancyName,
      });
      const until = new Date(clock.now() + MINUTES * MINUTE).toISOString();
      const timedOut = { kind: 'sign-in-timed-out', minutes: MINUTES } as const;
      mine.cancelTimer = clock.after(MINUTES * MINUTE, () => void end({ kind: 'failed', problem: timedOut }));
      change({ kind: 'waiting', region: where.region.id, address, until, browser: 'opening', turnedAway: null });
      void open(mine, address);
      return success(null);
    },

    openAgain(): void {
      const now = state();
      if (attempt !== null && now.kind === 'waiting') void open(attempt, now.address);
    },

    /** Closes the listener, forgets the key pair, and removes a failure that is shown. */
    cancel: () => end({ kind: 'idle' }),
  };
}

const loginBase = ({ region, endpoint }: SignInRegion) => endpoint ?? loginUrl(region);

/** The first signed call shows whether the token is for our key. */
function whyRefused(problem: SignInProblem, { region }: SignInRegion): BrowserSignInProblem | SignInProblem {
  if (problem.kind !== 'not-authenticated') return problem;
  return { kind: 'token-not-ours', region: region.id, message: problem.message, requestId: problem.requestId };
}
