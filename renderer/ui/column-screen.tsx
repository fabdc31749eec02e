import './column-screen.css';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icons.tsx';
import { PageHeading } from './page-heading.tsx';

interface ColumnScreenProps {
  /** As wide as a view beside the side bar. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A screen without the side bar: one column in the middle of the window. */
export const ColumnScreen = ({ wide = false, children }: ColumnScreenProps) => (
  <main className={wide ? 'column-screen column-wide' : 'column-screen'}>
    <div className="column">{children}</div>
  </main>
);

interface ColumnHeadProps {
  readonly icon: IconName;
  readonly title: string;
  readonly lead: string | null;
}

/** The picture and the heading of a `ColumnScreen`. */
export const ColumnHead = ({ icon, title, lead }: ColumnHeadProps) => (
  <>
    <span className="column-mark">
      <Icon name={icon} size={26} />
    </span>
    <div className="column-head">
      <PageHeading title={title} />
      {lead && <p className="column-lead">{lead}</p>}
    </div>
  </>
);
