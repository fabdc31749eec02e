import { Suspense, useEffect } from 'react';
import { useGenerate } from '../../app/generate.tsx';
import { refreshKeys } from '../../app/keys-query.ts';
import { lazyView, whenIdle } from '../../app/lazy-view.tsx';
import { useOpenStore } from '../../app/stores.ts';

// Fetched when the window is idle after launch, so that the dialogs cost the first screen nothing.
const generateDialog = lazyView(async () => (await import('./generate-dialog.tsx')).GenerateDialog);
const secretDialog = lazyView(async () => (await import('./secret-dialog.tsx')).SecretDialog);

/**
 * The dialog "Generate secret key": its first step while somebody asks for a key, its second for as long as main holds a
 * secret open. The second follows main's store alone, so it is there again after a reload or a crash.
 */
export const SecretDialogs = () => {
  const store = useOpenStore();
  const { request, open, setCreated } = useGenerate();
  const secret = store.state === 'ready' ? store.result.secret : null;
  const handle = secret?.handle;
  // What somebody hands over comes unasked: the first step stays behind it as it is.
  const isGenerated = secret?.origin.kind === 'generated';

  useEffect(
    () =>
      whenIdle(() => {
        generateDialog.preload();
        secretDialog.preload();
      }),
    [],
  );

  useEffect(() => {
    if (handle === undefined) return undefined;
    void refreshKeys();
    return isGenerated ? () => open(null) : undefined;
  }, [handle, isGenerated, open]);

  return (
    <>
      <Suspense fallback={null}>
        {secret && (
          <secretDialog.View
            key={secret.handle}
            secret={secret}
            resumed={request === null}
            onClosed={() => {
              setCreated(secret.keyId);
              void refreshKeys();
            }}
          />
        )}
      </Suspense>
      <Suspense fallback={null}>
        {!isGenerated && request?.kind === 'new' && <generateDialog.View target={request} onClose={() => open(null)} />}
      </Suspense>
    </>
  );
};
