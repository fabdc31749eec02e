import { useEffect, useState } from 'react';
import { navigate } from '../app/route.ts';
import { useRotationsStore } from '../app/stores.ts';
import { Button } from '../ui/button.tsx';
import { formatCount } from '../ui/dates.ts';
import { Notice } from '../ui/notice.tsx';

// Outside the component: it is said once after the start, and stays dismissed in other views.
let isSaid = false;

/** What waited for the user when Keydesk started. The side bar goes on to say it. */
export const RotationsNotice = ({ here }: { readonly here: boolean }) => {
  const store = useRotationsStore();
  const waiting = store.state === 'ready' ? store.result.waiting : 0;
  const isKnown = store.state === 'ready' && store.result.ledger.kind !== 'opening';
  const [isShown, setShown] = useState(!isSaid);
  const dismiss = () => {
    isSaid = true;
    setShown(false);
  };
  // What comes later is no news of the start.
  const isOver = here || (isKnown && waiting === 0);
  useEffect(() => {
    if (!isOver) return;
    isSaid = true;
    setShown(false);
  }, [isOver]);

  if (!isShown || isOver || !isKnown) return null;
  return (
    <Notice
      tone="neutral"
      icon="rotate"
      role="status"
      onDismiss={dismiss}
      actions={<Button onPress={() => navigate({ view: 'rotations' })}>Show</Button>}
    >
      <p>
        <strong>
          {waiting === 1 ? '1 rotation waits for you.' : `${formatCount(waiting)} rotations wait for you.`}
        </strong>
      </p>
    </Notice>
  );
};
