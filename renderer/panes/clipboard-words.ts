import type { ClipboardState, SecretCopy } from '../../bridge/values/secret.ts';

interface ClipboardWords {
  readonly text: string;
  readonly tone: 'accent' | 'warning' | 'quiet';
}

type Holding = Pick<Extract<ClipboardState, { kind: 'holding' }>, 'clearsAt' | 'seconds'>;

/** Whole seconds until the clipboard is cleared. Never below zero or above the full time, even if a clock is wrong. */
export const secondsLeft = ({ clearsAt, seconds }: Holding, now: number): number =>
  Math.max(0, Math.min(seconds, Math.ceil((clearsAt - now) / 1000)));

/** A copy of a secret: the secret key or the passphrase. */
interface CopyOf {
  readonly handle: string;
  readonly what: SecretCopy;
}

const subjects = { 'secret-key': 'the secret key', passphrase: 'the ten words' } as const;
const isAbout = (state: ClipboardState, { handle, what }: CopyOf) =>
  state.kind !== 'idle' && state.kind !== 'copied' && state.handle === handle && state.what === what;

/** Says before copying what will happen to the copy. */
export const beforeWords = (what: SecretCopy, seconds: number): string =>
  what === 'secret-key'
    ? `Once copied, the secret key leaves the clipboard after ${seconds} s.`
    : `Once copied, the words leave the clipboard after ${seconds} s.`;

/** What happened to the copy. Null: nothing to say. `closing`: the line is in a dialog that can be closed. */
export const clipboardWords = (
  state: ClipboardState,
  copy: CopyOf,
  now: number,
  closing: boolean,
): ClipboardWords | null => {
  if (!isAbout(state, copy)) return null;
  const subject = subjects[copy.what];
  switch (state.kind) {
    case 'holding':
      return {
        text: `Copied. The clipboard is cleared in ${secondsLeft(state, now)} s.${closing ? ' Closing leaves it there until then.' : ''}`,
        tone: 'accent',
      };
    case 'cleared': {
      const was = copy.what === 'secret-key' ? 'The secret key was' : 'The ten words were';
      return { text: `${was} cleared from the clipboard.`, tone: 'quiet' };
    }
    case 'replaced':
      return { text: 'The clipboard was left alone, because something else has been copied since.', tone: 'quiet' };
    case 'not-cleared':
      return {
        text: `The clipboard could not be cleared: it still holds ${subject}. Keydesk tries again when its window is in front.`,
        tone: 'warning',
      };
    default:
      return null;
  }
};

/**
 * The announcement for screen readers: each change once, with the full time, never the passing seconds. It is shorter than the
 * visible line, which can be read as well.
 */
export const spokenClipboardWords = (state: ClipboardState, copy: CopyOf): string => {
  if (state.kind === 'idle' || state.kind === 'copied' || !isAbout(state, copy)) return '';
  if (state.kind === 'holding') {
    const copied = copy.what === 'secret-key' ? 'Secret key copied; it leaves' : 'Words copied; they leave';
    return `${copied} the clipboard in ${state.seconds} seconds.`;
  }
  return {
    cleared: 'Clipboard cleared.',
    replaced: 'Clipboard left as it is.',
    'not-cleared': 'Clipboard not cleared.',
  }[state.kind];
};
