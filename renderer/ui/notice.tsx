import './notice.css';
import { type ReactNode, useEffect, useRef } from 'react';
import { IconButton } from './button.tsx';
import { Icon, type IconName } from './icons.tsx';

interface NoticeProps {
  /** `accent`: a success. */
  readonly tone: 'neutral' | 'accent' | 'warning' | 'loss';
  readonly icon?: IconName;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly onDismiss?: () => void;
  /** `alert` is announced at once, `status` when the screen reader is idle. */
  readonly role?: 'alert' | 'status' | 'note';
}

/** A box with something that the user should know. */
export const Notice = ({ tone, icon = 'alert', role = 'note', title, children, actions, onDismiss }: NoticeProps) => {
  const box = useRef<HTMLDivElement>(null);
  // In a scrolling dialog the notice could appear out of view.
  useEffect(() => {
    if (role !== 'note' && box.current?.closest('.overlay')) box.current.scrollIntoView({ block: 'nearest' });
  }, [role]);
  return (
    <div ref={box} className={`notice tone-${tone}`} role={role}>
      <Icon name={icon} size={18} />
      <div className="notice-text">
        {title && (
          <p>
            <strong>{title}</strong>
          </p>
        )}
        {children}
        {actions && <div className="bar notice-actions">{actions}</div>}
      </div>
      {onDismiss && <IconButton icon="cross" name="Dismiss" onPress={onDismiss} />}
    </div>
  );
};
