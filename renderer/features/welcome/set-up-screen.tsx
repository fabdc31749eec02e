import './set-up.css';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { SetUpState } from '../../../bridge/values/api-keys.ts';
import { setUp } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { keychainWays } from '../../app/keychain.tsx';
import { useSetUpStore } from '../../app/stores.ts';
import { useRequest } from '../../app/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { ColumnHead, ColumnScreen } from '../../ui/column-screen.tsx';
import { instantOf, useNowUntil } from '../../ui/dates.ts';
import { Form } from '../../ui/form.tsx';
import { shortenOcid } from '../../ui/shorten.ts';
import { TextField } from '../../ui/text-field.tsx';
import { longestSnippet, whyNotSnippet } from './set-up-snippet.ts';

/** Takes a file that is dropped anywhere on the window, before the handler for handed-over files gets it. */
const useDroppedFile = (onFile: (file: File) => void): void => {
  const take = useEffectEvent(onFile);
  useEffect(() => {
    const onDrag = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      event.stopPropagation();
      const [file] = event.type === 'drop' ? event.dataTransfer.files : [];
      if (file) take(file);
    };
    const types = ['dragenter', 'dragover', 'dragleave', 'drop'] as const;
    for (const type of types) window.addEventListener(type, onDrag, { capture: true });
    return () => {
      for (const type of types) window.removeEventListener(type, onDrag, { capture: true });
    };
  }, []);
};

interface SetUpProvingProps {
  readonly state: Extract<SetUpState, { kind: 'proving' }>;
}

/** Oracle takes a while until it knows a new key. Keydesk asks again until then. */
const SetUpProving = ({ state }: SetUpProvingProps) => {
  const { pending, send } = useRequest();
  const since = instantOf(state.since) ?? Date.now();
  const until = instantOf(state.until);
  const now = useNowUntil(until);
  const seconds = Math.max(0, Math.round((now - since) / 1000));
  return (
    <>
      <div className="panel set-up-proving">
        <p role="status">
          {state.refusals === 0
            ? 'Asking Oracle with the new key…'
            : 'Oracle does not know the new key yet. Keydesk asks again.'}
        </p>
        <progress
          aria-label="Waiting for the new key"
          max={until === null ? 300 : (until - since) / 1000}
          value={seconds}
        />
        <p className="third selectable">
          {shortenOcid(state.userOcid)} · {state.region} · {seconds} s of at most five minutes
        </p>
      </div>
      <div className="buttons">
        <Button isPending={pending} onPress={() => void send(() => setUp.StopProving())}>
          Cancel
        </Button>
      </div>
    </>
  );
};

interface SetUpScreenProps {
  readonly onSignedIn: () => void;
  readonly onBack: () => void;
}

/** *Set up this computer*: a key of this computer's own, and three steps between Keydesk and the Console. */
export const SetUpScreen = ({ onSignedIn, onBack }: SetUpScreenProps) => {
  const state = useSetUpStore().result;
  const starting = useRequest();
  const copying = useRequest();
  const opening = useRequest();
  const taking = useRequest();
  const choosing = useRequest();
  const [text, setText] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [copied, setCopied] = useState(false);

  const hasAsked = useRef(false);
  const isProving = state?.kind === 'proving';
  useEffect(() => {
    if (isProving) hasAsked.current = true;
  }, [isProving]);

  const begun = useRef(false);
  const isToStart = state?.kind === 'none' || state?.kind === 'interrupted';
  const start = () => starting.send(() => setUp.Start());
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once for the screen, even in StrictMode, which runs effects twice
  useEffect(() => {
    if (!isToStart || begun.current) return;
    begun.current = true;
    void start();
  }, [isToStart]);

  const take = async (snippet: string) => {
    const why = whyNotSnippet(snippet);
    setError(why);
    choosing.forget();
    if (why !== null) return;
    const result = await taking.send(() => setUp.TakeSnippet(snippet));
    if (result?.ok) onSignedIn();
  };
  const chooseKey = async () => {
    const result = await choosing.send(() => setUp.ChooseDownloadedKey());
    // If Oracle was not called, the user cancelled the dialog.
    if (result?.ok && hasAsked.current) onSignedIn();
  };
  const copy = async () => {
    const result = await copying.send(() => setUp.CopyPublicKey(), 'Public key copied.');
    if (result?.ok) setCopied(true);
  };

  useDroppedFile((file) => {
    const read = async () => {
      if (file.size > longestSnippet) return setError('This file is much longer than a configuration snippet.');
      const dropped = await file.text().catch(() => null);
      if (dropped === null) return setError('The file could not be read.');
      // The text of a private key is not put into the field.
      if (whyNotSnippet(dropped) === null) setText(dropped);
      await take(dropped);
    };
    void read();
  });

  const isOtherKey = state?.kind === 'waiting' && state.otherKey !== null;
  return (
    <ColumnScreen>
      <ColumnHead icon="computer" title="Set up this computer" lead={null} />
      {starting.failure && (
        <FailureNotice
          failure={starting.failure}
          onRetry={() => void start()}
          {...keychainWays(starting.failure, () => void start())}
        />
      )}
      {state?.kind === 'making' && <p role="status">Making a key for this computer…</p>}
      {isProving && <SetUpProving state={state} />}
      {state?.kind === 'waiting' && (
        <>
          <ol className="set-up-steps">
            <li>
              <span>Copy the public key of this computer.</span>
              <Button icon={copied ? 'check' : 'copy'} onPress={() => void copy()}>
                Copy public key
              </Button>
            </li>
            <li>
              <span>In the Console: Add API key, Paste a public key.</span>
              <Button onPress={() => void opening.send(() => setUp.OpenConsole())}>Open API keys in the Console</Button>
            </li>
            <li>
              <span>Paste what the Console shows then, or drop it here as a file.</span>
            </li>
          </ol>
          {copying.failure && <FailureNotice failure={copying.failure} onDismiss={copying.forget} />}
          {opening.failure && <FailureNotice failure={opening.failure} onDismiss={opening.forget} />}
          <Form className="welcome-form set-up-form" onSubmit={() => void take(text)}>
            <TextField
              label="Configuration snippet"
              rows={6}
              value={text}
              onChange={(changed) => {
                setError(null);
                // A private key that was pasted by mistake is not even stored in the page.
                if (/PRIVATE KEY/.test(changed)) setError(whyNotSnippet(changed));
                else setText(changed);
              }}
              error={error}
              maxLength={longestSnippet}
            />
            {taking.failure && (
              <FailureNotice
                failure={taking.failure}
                {...keychainWays(taking.failure, () => void take(text))}
                {...(isOtherKey
                  ? { actions: <Button onPress={() => void chooseKey()}>Choose the downloaded key…</Button> }
                  : {})}
              />
            )}
            {choosing.failure && (
              <FailureNotice failure={choosing.failure} {...keychainWays(choosing.failure, () => void chooseKey())} />
            )}
            <div className="buttons">
              <Button look="primary" type="submit" isPending={taking.pending || choosing.pending}>
                Sign in
              </Button>
              <Button look="quiet" isDisabled={taking.pending} onPress={onBack}>
                Back
              </Button>
            </div>
          </Form>
        </>
      )}
      {state?.kind !== 'waiting' && !isProving && (
        <Button look="quiet" icon="arrow-left" onPress={onBack}>
          Back
        </Button>
      )}
    </ColumnScreen>
  );
};
