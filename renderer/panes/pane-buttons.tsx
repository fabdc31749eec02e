import './pane-buttons.css';
import { type ReactNode, useEffect, useRef } from 'react';
import type { OpenSecret } from '../../bridge/values/secret.ts';
import { Button } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icons.tsx';
import { type PaneName, type PaneOutcomes, paneTitles } from './pane-props.ts';

/** The properties of a group of pane buttons on the front of the secret's dialog. */
export interface PaneGroupProps {
  readonly secret: OpenSecret;
  readonly outcomes: PaneOutcomes;
  /** The pane that the user has come back from. Its button takes the focus. */
  readonly cameFrom: PaneName | null;
  readonly onPane: (pane: PaneName) => void;
}

interface PaneButtonProps extends Pick<PaneGroupProps, 'cameFrom' | 'onPane'> {
  readonly pane: PaneName;
  readonly icon: IconName;
  /** True if the user has already done what the pane is for. */
  readonly done: boolean;
}

/** Opens one pane of the secret's dialog. */
export const PaneButton = ({ pane, icon, done, cameFrom, onPane }: PaneButtonProps) => {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (cameFrom === pane) button.current?.focus();
  }, [cameFrom, pane]);
  return (
    <Button ref={button} icon={done ? 'check' : icon} onPress={() => onPane(pane)}>
      {paneTitles[pane]}
      {done && <span className="visually-hidden">, done</span>}
    </Button>
  );
};

interface PaneLineProps {
  readonly icon?: IconName;
  readonly tone?: 'accent' | 'warning' | 'quiet';
  readonly children: ReactNode;
}

/** A line below the buttons that says what has been done. */
export const PaneLine = ({ icon = 'check', tone = 'accent', children }: PaneLineProps) => (
  <p className={`pane-line tone-${tone}`}>
    <Icon name={icon} size={14} />
    <span>{children}</span>
  </p>
);
