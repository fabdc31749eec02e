import { useState } from 'react';

// Outside the component, so that a dismissed notice stays dismissed in other views.
const dismissed = new Set<string>();

/** Whether the notice of this name has been dismissed, and what dismisses it. Null: there is none. */
export const useDismissed = (name: string | null) => {
  const [, setCount] = useState(0);
  const dismiss = () => {
    if (name !== null) dismissed.add(name);
    setCount((count) => count + 1);
  };
  return [name !== null && dismissed.has(name), dismiss] as const;
};
