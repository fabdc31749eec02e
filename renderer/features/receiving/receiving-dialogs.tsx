import { call, receiving } from '../../app/bridge.ts';
import { useCommands } from '../../app/commands.ts';
import { lazyView } from '../../app/lazy-view.tsx';
import { useReceiving } from '../../app/receiving.tsx';
import { useIncomingStore } from '../../app/stores.ts';
import { DropTarget } from './drop-target.tsx';

const passphraseDialog = lazyView(async () => (await import('./incoming-passphrase.tsx')).IncomingPassphrase);
const refusedDialog = lazyView(async () => (await import('./refused-dialog.tsx')).RefusedDialog);
const typeInDialog = lazyView(async () => (await import('./type-in-dialog.tsx')).TypeInDialog);
const addressDialog = lazyView(async () => (await import('./address-dialog.tsx')).AddressDialog);

/**
 * The dialogs for keys that come from others: a handed-over file that is opened, dropped or double-clicked, and a key that is
 * typed in. The dialog of the secret, which main opens, then shows the key.
 */
export const ReceivingDialogs = () => {
  const { receipt, show, chooseFile } = useReceiving();
  const incoming = useIncomingStore().result ?? { kind: 'none' as const };

  useCommands((command) => {
    if (command === 'open-file') chooseFile();
    if (command === 'type-in') show({ kind: 'type-in' });
  });

  const dismiss = () => void call(() => receiving.DismissIncoming());

  return (
    <>
      <DropTarget />
      {/* Another file has another passphrase, so its dialog starts empty. */}
      {incoming.kind === 'passphrase' && (
        <passphraseDialog.View key={incoming.number} incoming={incoming} onDismiss={dismiss} />
      )}
      {incoming.kind === 'failed' && (
        <refusedDialog.View file={incoming.file} failure={incoming.failure} onDismiss={dismiss} />
      )}
      {incoming.kind === 'none' && receipt?.kind === 'refused' && (
        <refusedDialog.View file={receipt.file} failure={receipt.failure} onDismiss={() => show(null)} />
      )}
      {receipt?.kind === 'address' && <addressDialog.View onClose={() => show(null)} />}
      {/* This dialog stays mounted while a file is opened in front of it, to preserve the typed text. */}
      {receipt?.kind === 'type-in' && <typeInDialog.View onClose={() => show(null)} />}
    </>
  );
};
