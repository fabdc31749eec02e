import { useEffect, useRef } from 'react';
import { Button } from '../ui/button.tsx';
import type { IconName } from '../ui/icons.tsx';

export interface PaneButtonProps {
  readonly icon: IconName;
  /** What the pane is for has been done. */
  readonly done: boolean;
  /** The person has come back from the pane: its button takes the focus. */
  readonly focused: boolean;
  readonly onPress: () => void;
  readonly children: string;
}

/** A button on the front of the secret's dialog that opens one of its panes. */
export const PaneButton = ({ icon, done, focused, onPress, children }: PaneButtonProps) => {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (focused) button.current?.focus();
  }, [focused]);
  return (
    <Button ref={button} icon={done ? 'check' : icon} onPress={onPress}>
      {children}
      {done && <span className="visually-hidden">, done</span>}
    </Button>
  );
};
