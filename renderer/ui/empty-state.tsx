import './empty-state.css';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icons.tsx';

interface EmptyStateProps {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ReactNode;
}

/** Shown in place of an empty list. It says what would fill it. */
export const EmptyState = ({ icon, title, children }: EmptyStateProps) => (
  <div className="panel empty">
    <span className="empty-icon">
      <Icon name={icon} size={20} />
    </span>
    <p className="empty-title">{title}</p>
    <div className="empty-text">{children}</div>
  </div>
);
