import { navigate, useRoute } from '../app/route.ts';
import { useUpdatesStore } from '../app/stores.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { useDismissed } from './use-dismissed.ts';

/** Says that there is a newer version. Settings has the details. */
export const UpdateNotice = () => {
  const state = useUpdatesStore().result;
  const route = useRoute();
  const active = state && state.kind !== 'none' ? state : null;
  const [isDismissed, dismiss] = useDismissed(active?.known?.version ?? null);
  if (active === null || isDismissed || route.view === 'settings') return null;
  const { known, mode, ownVersion, fetched } = active;
  if (mode === 'off' || !known?.isNewer) return null;
  return (
    <Notice
      tone={known.isNeeded ? 'warning' : 'neutral'}
      icon={known.isNeeded ? 'alert' : 'info'}
      role="status"
      onDismiss={dismiss}
      actions={
        <Button onPress={() => navigate({ view: 'settings', at: 'updates' })}>
          {fetched.kind === 'ready' ? 'Open it in Settings' : 'How to get it'}
        </Button>
      }
    >
      <p>
        <strong>Keydesk {known.version} is available.</strong> You have {ownVersion}
        {known.isNeeded ? ', which its makers ask you not to use any more.' : '.'}
      </p>
    </Notice>
  );
};
