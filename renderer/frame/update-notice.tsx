import { useState } from 'react';
import { navigate, useRoute } from '../app/route.ts';
import { useUpdatesStore } from '../app/stores.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

// Outside the component, so that a dismissed version stays dismissed in other views.
const dismissed = new Set<string>();

/** Says that there is a newer version. Settings has the details. */
export const UpdateNotice = () => {
  const state = useUpdatesStore().result;
  const route = useRoute();
  const [, setCount] = useState(0);
  if (state === undefined || state.kind === 'none' || route.view === 'settings') return null;
  const { known, mode, ownVersion, fetched } = state;
  if (mode === 'off' || !known?.isNewer || dismissed.has(known.version)) return null;
  const dismiss = () => {
    dismissed.add(known.version);
    setCount((count) => count + 1);
  };
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
