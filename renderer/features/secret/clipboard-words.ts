import type { ClipboardState } from '../../../bridge/values/secret.ts';

export interface ClipboardWords {
  readonly text: string;
  readonly tone: 'accent' | 'warning' | 'quiet';
}

type Holding = Pick<Extract<ClipboardState, { kind: 'holding' }>, 'clearsAt' | 'seconds'>;

/** Whole seconds until the clipboard is cleared; never below zero, nor above the whole, whatever the clocks say. */
export const secondsLeft = ({ clearsAt, seconds }: Holding, now: number): number =>
  Math.max(0, Math.min(seconds, Math.ceil((clearsAt - now) / 1000)));

/** What became of the copy of this secret; null while there is nothing to say. `closing`: it stands in a dialog whose Close clears. */
export const clipboardWords = (
  state: ClipboardState,
  handle: string,
  now: number,
  closing: boolean,
): ClipboardWords | null => {
  if (state.kind === 'idle' || state.kind === 'copied' || state.handle !== handle) return null;
  switch (state.kind) {
    case 'holding':
      return {
        text: `Copied. The clipboard is cleared in ${secondsLeft(state, now)} s.${closing ? ' Closing clears it too.' : ''}`,
        tone: 'accent',
      };
    case 'cleared':
      return { text: 'The secret key was cleared from the clipboard.', tone: 'quiet' };
    case 'replaced':
      return { text: 'The clipboard was left alone, because something else has been copied since.', tone: 'quiet' };
    case 'not-cleared':
      return {
        text: 'The clipboard could not be cleared: it still holds the secret key. Keydesk tries again when its window is in front.',
        tone: 'warning',
      };
  }
};

/**
 * What a screen reader is told: the copy with its whole time, and each change; never the seconds going by. Shorter than what
 * is seen, which can be read beside it.
 */
export const spokenClipboardWords = (state: ClipboardState, handle: string): string => {
  if (state.kind === 'idle' || state.kind === 'copied' || state.handle !== handle) return '';
  if (state.kind === 'holding') return `Secret key copied; it leaves the clipboard in ${state.seconds} seconds.`;
  return {
    cleared: 'Clipboard cleared.',
    replaced: 'Clipboard left as it is.',
    'not-cleared': 'Clipboard not cleared.',
  }[state.kind];
};
