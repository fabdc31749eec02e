import type { BrowserSignInState } from '../../../bridge/values/sign-in.ts';

type Running = Exclude<BrowserSignInState, { kind: 'idle' }>;

/** The heading of the screen or the dialog that waits for the browser. */
export const browserTitle = (state: Running): string => {
  if (state.kind === 'failed') return 'Not signed in';
  return state.kind === 'proving' ? 'Signing in…' : 'Continue in your browser';
};

/** What to do now, in one or two sentences. Null: the failure says it. */
export const browserLead = (state: Running): string | null => {
  if (state.kind === 'failed') return null;
  if (state.kind === 'proving') return `The browser has answered. Oracle is being asked in ${state.region}.`;
  if (state.browser === 'none') return 'Open this address in a browser on this computer, and sign in there.';
  return 'Sign in there as you always do. Keydesk goes on by itself.';
};

/** "4 min 5 s left", "12 s left". */
export const leftWords = (seconds: number): string => {
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s left` : `${minutes} min ${seconds % 60} s left`;
};
