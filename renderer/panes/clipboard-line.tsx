import './clipboard-line.css';
import { useEffect, useRef } from 'react';
import type { ClipboardState, SecretCopy, SecretHandle } from '../../bridge/values/secret.ts';
import { useGuardedStore, useSettingsStore } from '../app/stores.ts';
import { announce } from '../ui/announce.ts';
import { Icon } from '../ui/icons.tsx';
import { SecondsText } from '../ui/seconds-text.tsx';
import { beforeWords, clipboardWords, spokenClipboardWords } from './clipboard-words.ts';

/** True if a copy of this secret is on the clipboard, as far as Keydesk knows. */
export const useIsOnClipboard = (handle: SecretHandle): boolean => {
  const state = useGuardedStore().result;
  return (state?.kind === 'holding' || state?.kind === 'not-cleared') && state.handle === handle;
};

/** True if the clipboard holds the secret of this key, or held it last. False for a copied passphrase, which has its own line. */
export const useIsCopied = (handle: string): boolean => {
  const state = useGuardedStore().result;
  return state !== undefined && 'handle' in state && state.handle === handle && state.what === 'secret-key';
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
  /** True if the line is in the dialog of the secret, which the user can close. */
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
  const seconds = useSettingsStore().result?.clipboardSeconds;
  const wordsAt = (now: number) => clipboardWords(state, { handle, what }, now, closing);
  const words = wordsAt(Date.now());
  const spoken = spokenClipboardWords(state, { handle, what });
  const since = state.kind === 'holding' ? state.clearsAt : 0;

  // A second copy has the same sentence, but another time. The time makes the effect run again.
  useEffect(() => {
    if (spoken && since >= 0) announce(spoken);
  }, [spoken, since]);

  if (words === null) {
    return <p className="clipboard-line tone-quiet">{seconds === undefined ? '' : beforeWords(what, seconds)}</p>;
  }
  return (
    <p className={`clipboard-line tone-${words.tone}`}>
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

/** Says what happens to a copy: before the user copies, while the copy is on the clipboard, and after that. */
export const ClipboardLine = (props: ClipboardLineProps) => (
  <Line state={useGuardedStore().result ?? { kind: 'idle' }} {...props} />
);
