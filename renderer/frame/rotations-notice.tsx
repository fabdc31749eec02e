import { useEffect, useState } from 'react';
import { navigate } from '../app/route.ts';
import { useRotationsStore } from '../app/stores.ts';
import { waitingWords } from '../app/waiting-words.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

// Outside the component: the notice is shown once after the start, and stays dismissed in other views.
let isSaid = false;

/** What waited for the user when Keydesk started. After that the side bar says it. */
export const RotationsNotice = ({ here }: { readonly here: boolean }) => {
  const state = useRotationsStore().result;
  const known = state && state.ledger.kind !== 'opening' ? state : null;
  const [isShown, setShown] = useState(!isSaid);
  const dismiss = () => {
    isSaid = true;
    setShown(false);
  };
  // Rotations that begin to wait later are no news of the start.
  const isOver = here || (known !== null && known.waiting + known.held === 0);
  useEffect(() => {
    if (!isOver) return;
    isSaid = true;
    setShown(false);
  }, [isOver]);

  if (!isShown || isOver || known === null) return null;
  return (
    <Notice
      tone="neutral"
      icon="rotate"
      role="status"
      title={`${waitingWords(known)}.`}
      onDismiss={dismiss}
      actions={<Button onPress={() => navigate({ view: 'rotations' })}>Show</Button>}
    />
  );
};
