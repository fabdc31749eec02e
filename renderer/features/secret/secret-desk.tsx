import { lazy, Suspense, useEffect, useState } from 'react';
import { useOpenStore } from '../../../bridge/generated/renderer-hooks/keydesk.ts';
import type { OpenSecret } from '../../../bridge/values/secret.ts';
import { useGenerate } from '../../app/generate.tsx';
import { refreshKeys } from '../keys/keys-query.ts';

// Fetched when the window is idle after launch, so that the dialogs cost the first screen nothing.
const loadGenerate = () => import('./generate-dialog.tsx');
const loadSecret = () => import('./secret-dialog.tsx');
const GenerateDialog = lazy(async () => ({ default: (await loadGenerate()).GenerateDialog }));
const SecretDialog = lazy(async () => ({ default: (await loadSecret()).SecretDialog }));

/**
 * The dialog "Generate secret key": its first step while somebody asks for a key, its second for as long as main holds a
 * secret open. The second follows main's store alone, so it is there again after a reload or a crash.
 */
export const SecretDesk = () => {
  const store = useOpenStore();
  const { target, setTarget, setCreated } = useGenerate();
  const open = store.state === 'ready' ? store.result.secret : null;
  // The answer to GenerateKey may overtake the store; the dialog must not blink between the two.
  const [handed, setHanded] = useState<OpenSecret | null>(null);
  const secret = open ?? handed;

  useEffect(() => {
    const idle = requestIdleCallback(() => {
      void loadGenerate();
      void loadSecret();
    });
    return () => cancelIdleCallback(idle);
  }, []);

  useEffect(() => {
    if (open === null) return;
    setTarget(null);
    setHanded(null);
    void refreshKeys();
  }, [open, setTarget]);

  const onClosed = (closed: OpenSecret) => {
    setHanded(null);
    setCreated(closed.keyId);
    void refreshKeys();
  };

  return (
    <Suspense fallback={null}>
      {secret && <SecretDialog key={secret.handle} secret={secret} onClosed={() => onClosed(secret)} />}
      {!secret && target && <GenerateDialog target={target} onGenerated={setHanded} onClose={() => setTarget(null)} />}
    </Suspense>
  );
};
