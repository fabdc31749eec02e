import { useGuardedStore } from '../app/stores.ts';
import { ClosedSecrets } from '../features/secret/closed-secrets.tsx';
import { Notice } from '../ui/notice.tsx';

/** A secret that could not be cleared from the clipboard outlives its dialog; so does this sentence. */
const NotCleared = () => {
  const guarded = useGuardedStore();
  if (guarded.state !== 'ready' || guarded.result.kind !== 'not-cleared') return null;
  return (
    <Notice tone="warning" icon="clipboard" role="status">
      <p>
        <strong>The secret key is still in the clipboard.</strong> The system let no window without focus clear it.
        Keydesk tries again now; copying something else removes it too.
      </p>
    </Notice>
  );
};

/** What there is to say about the clipboard while no dialog says it. */
export const ClipboardNotice = () => (
  <>
    <NotCleared />
    <ClosedSecrets />
  </>
);
