import { useEffect } from 'react';
import { useGenerate } from '../../app/generate.tsx';
import { refreshKeys } from '../../app/keys-query.ts';
import { lazyView, usePreloaded } from '../../app/lazy-view.tsx';
import { useOpenStore } from '../../app/stores.ts';

// Loaded when the window is idle after launch, so that the first screen does not wait for the dialogs.
const generateDialog = lazyView(async () => (await import('./generate-dialog.tsx')).GenerateDialog);
const secretDialog = lazyView(async () => (await import('./secret-dialog.tsx')).SecretDialog);
const dialogs = [generateDialog, secretDialog];

/**
 * The dialog *Generate secret key*. Its first step is open while a view requests a key, its second step while main holds a
 * secret open. The second step depends only on main's store, so it is there again after a reload or a crash.
 */
export const SecretDialogs = () => {
  const { request, open, setCreated } = useGenerate();
  const secret = useOpenStore().result?.secret;
  const handle = secret?.handle;
  // A received secret opens without a request. The first step stays behind it as it is.
  const isGenerated = secret?.origin.kind === 'generated';

  usePreloaded(dialogs);

  useEffect(() => {
    if (handle === undefined) return undefined;
    void refreshKeys();
    return isGenerated ? () => open(null) : undefined;
  }, [handle, isGenerated, open]);

  return (
    <>
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
      {!isGenerated && request?.kind === 'new' && <generateDialog.View target={request} onClose={() => open(null)} />}
    </>
  );
};
