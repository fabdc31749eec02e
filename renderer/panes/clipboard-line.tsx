import './clipboard-line.css';
import { useEffect } from 'react';
import type { ClipboardState, SecretCopy, SecretHandle } from '../../bridge/values/secret.ts';
import { useGuardedStore, useSettingsStore } from '../app/stores.ts';
import { announce } from '../ui/announce.ts';
import { useNow } from '../ui/dates.ts';
import { Icon } from '../ui/icons.tsx';
import { beforeWords, clipboardWords, spokenClipboardWords } from './clipboard-words.ts';

/** What of this secret is on the clipboard now, as far as Keydesk knows; null: nothing. */
const copyOnClipboard = (state: ClipboardState, handle: SecretHandle) =>
  (state.kind === 'holding' || state.kind === 'not-cleared') && state.handle === handle ? state.what : null;

export const useCopyOnClipboard = (handle: SecretHandle) => {
  const guarded = useGuardedStore();
  return guarded.state === 'ready' ? copyOnClipboard(guarded.result, handle) : null;
};

/** The clipboard holds, or held last, the secret of this key: there is something to say about it. The words of a passphrase are told elsewhere. */
export const useIsCopied = (handle: string): boolean => {
  const guarded = useGuardedStore();
  if (guarded.state !== 'ready' || !('handle' in guarded.result)) return false;
  return guarded.result.handle === handle && guarded.result.what === 'secret-key';
};

const renewedMs = 250;
const radius = 6;
const round = 2 * Math.PI * radius;

/** A ring that empties as the time runs. */
const Ring = ({ left }: { readonly left: number }) => (
  <svg className="ring" width="16" height="16" viewBox="0 0 16 16" fill="none" aria-hidden="true" focusable="false">
    <circle className="ring-track" cx="8" cy="8" r={radius} strokeWidth="2.5" />
    <circle
      className="ring-left"
      cx="8"
      cy="8"
      r={radius}
      strokeWidth="2.5"
      strokeDasharray={round}
      strokeDashoffset={round * (1 - left)}
      transform="rotate(-90 8 8)"
    />
  </svg>
);

interface ClipboardLineProps {
  readonly handle: SecretHandle;
  /** It stands in the dialog of the secret, which can be closed. */
  readonly closing?: boolean;
  /** The secret key, unless told: or the words that open a file in which it is locked. */
  readonly what?: SecretCopy;
}

const Line = ({
  state,
  handle,
  closing = false,
  what = 'secret-key',
}: ClipboardLineProps & { readonly state: ClipboardState }) => {
  const settings = useSettingsStore();
  const now = useNow(renewedMs);
  const words = clipboardWords(state, { handle, what }, now, closing);
  const spoken = spokenClipboardWords(state, { handle, what });
  const since = state.kind === 'holding' ? state.clearsAt : 0;

  // A second copy says the same sentence again, so the time belongs to what is watched.
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
        <Ring left={Math.max(0, Math.min(1, (state.clearsAt - now) / (state.seconds * 1000)))} />
      ) : (
        <Icon name={words.tone === 'warning' ? 'alert' : 'check'} />
      )}
      {words.text}
    </p>
  );
};

/** What became of the copy, in the dialog of the secret; before it, what will. */
export const ClipboardLine = (props: ClipboardLineProps) => {
  const guarded = useGuardedStore();
  return <Line state={guarded.state === 'ready' ? guarded.result : { kind: 'idle' }} {...props} />;
};
