import './clipboard-line.css';
import { useEffect, useRef } from 'react';
import type { ClipboardState, SecretCopy, SecretHandle } from '../../bridge/values/secret.ts';
import { useGuardedStore, useSettingsStore } from '../app/stores.ts';
import { announce } from '../ui/announce.ts';
import { Icon } from '../ui/icons.tsx';
import { SecondsText } from '../ui/seconds-text.tsx';
import { beforeWords, clipboardWords, spokenClipboardWords } from './clipboard-words.ts';

/** Which copy of this secret is on the clipboard, as far as Keydesk knows. Null: none. */
const copyOnClipboard = (state: ClipboardState, handle: SecretHandle) =>
  (state.kind === 'holding' || state.kind === 'not-cleared') && state.handle === handle ? state.what : null;

export const useCopyOnClipboard = (handle: SecretHandle) => {
  const guarded = useGuardedStore();
  return guarded.state === 'ready' ? copyOnClipboard(guarded.result, handle) : null;
};

/** True if the clipboard holds the secret of this key, or held it last. The words of a passphrase have a line of their own. */
export const useIsCopied = (handle: string): boolean => {
  const guarded = useGuardedStore();
  if (guarded.state !== 'ready' || !('handle' in guarded.result)) return false;
  return guarded.result.handle === handle && guarded.result.what === 'secret-key';
};

const radius = 6;
const round = 2 * Math.PI * radius;

interface CountdownProps {
  readonly clearsAt: number;
  readonly seconds: number;
  readonly words: (now: number) => string;
}

/** A ring that empties as time passes, and the seconds in words. */
const Countdown = ({ clearsAt, seconds, words }: CountdownProps) => {
  const left = useRef<SVGCircleElement>(null);
  const showShare = (now: number) => {
    const share = Math.max(0, Math.min(1, (clearsAt - now) / (seconds * 1000)));
    left.current?.setAttribute('stroke-dashoffset', String(round * (1 - share)));
  };
  return (
    <>
      <svg className="ring" width="16" height="16" viewBox="0 0 16 16" fill="none" aria-hidden="true" focusable="false">
        <circle className="ring-track" cx="8" cy="8" r={radius} strokeWidth="2.5" />
        <circle
          ref={left}
          className="ring-left"
          cx="8"
          cy="8"
          r={radius}
          strokeWidth="2.5"
          strokeDasharray={round}
          transform="rotate(-90 8 8)"
        />
      </svg>
      <SecondsText end={clearsAt} words={words} onSecond={showShare} />
    </>
  );
};

interface ClipboardLineProps {
  readonly handle: SecretHandle;
  /** The line is in the dialog of the secret, which can be closed. */
  readonly closing?: boolean;
  /** What was copied: by default the secret key, else the passphrase of a file. */
  readonly what?: SecretCopy;
}

const Line = ({
  state,
  handle,
  closing = false,
  what = 'secret-key',
}: ClipboardLineProps & { readonly state: ClipboardState }) => {
  const settings = useSettingsStore();
  const wordsAt = (now: number) => clipboardWords(state, { handle, what }, now, closing);
  const words = wordsAt(Date.now());
  const spoken = spokenClipboardWords(state, { handle, what });
  const since = state.kind === 'holding' ? state.clearsAt : 0;

  // A second copy has the same sentence. Its time makes the effect run again.
  useEffect(() => {
    if (spoken && since >= 0) announce(spoken);
  }, [spoken, since]);

  if (words === null) {
    const seconds = settings.state === 'ready' ? settings.result.clipboardSeconds : null;
    return <p className="clipboard-line clipboard-quiet">{seconds === null ? '' : beforeWords(what, seconds)}</p>;
  }
  return (
    <p className={`clipboard-line clipboard-${words.tone}`}>
      {state.kind === 'holding' ? (
        <Countdown {...state} words={(now) => wordsAt(now)?.text ?? ''} />
      ) : (
        <>
          <Icon name={words.tone === 'warning' ? 'alert' : 'check'} />
          {words.text}
        </>
      )}
    </p>
  );
};

/** What happens to a copy: before it is made, while it is on the clipboard, and after. */
export const ClipboardLine = (props: ClipboardLineProps) => {
  const guarded = useGuardedStore();
  return <Line state={guarded.state === 'ready' ? guarded.result : { kind: 'idle' }} {...props} />;
};
