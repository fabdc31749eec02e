import { useState } from 'react';
import type { Failure } from '../../bridge/values/failure.ts';
import { FailureNotice } from '../app/failure-notice.tsx';
import { useSession } from '../app/session.tsx';

// Outside the component, so that what was dismissed stays so when another view is opened.
const dismissed = new Set<string>();
const nameOf = (failure: Failure) => `${failure.kind} ${failure.happened} ${failure.requestId}`;

/** Something that went wrong while nobody asked: at start, say. Told until it is dismissed. */
export const SessionNotice = () => {
  const { notice } = useSession();
  const [, setCount] = useState(0);
  if (notice === null || dismissed.has(nameOf(notice))) return null;
  const dismiss = () => {
    dismissed.add(nameOf(notice));
    setCount((count) => count + 1);
  };
  return <FailureNotice failure={notice} onDismiss={dismiss} />;
};
