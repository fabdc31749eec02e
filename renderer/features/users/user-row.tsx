import type { User } from '../../../bridge/values/directory.ts';
import { Badge } from '../../ui/badge.tsx';

/** Pixels, the line at its top included. */
export const userRowHeight = 51;

/** ARIA counts rows from 1, and the head is the first. */
export const ariaRow = (index: number): number => index + 2;

export interface UserRowProps {
  readonly user: User;
  readonly index: number;
  readonly top: number;
  readonly reachable: boolean;
  readonly onOpen: (user: User) => void;
  readonly onFocus: (index: number) => void;
}

export const UserRow = ({ user, index, top, reachable, onOpen, onFocus }: UserRowProps) => (
  // The keys of the rows are heard by the grid around them.
  <tr
    aria-rowindex={ariaRow(index)}
    tabIndex={reachable ? 0 : -1}
    className="users-row users-user"
    style={{ transform: `translateY(${top}px)` }}
    onClick={() => onOpen(user)}
    onFocus={() => onFocus(index)}
  >
    <td className="cut users-name" title={user.userName}>
      {user.userName}
    </td>
    <td className="cut" title={user.displayName}>
      {user.displayName}
    </td>
    <td className="cut" title={user.email ?? ''}>
      {user.email ?? '–'}
    </td>
    <td>
      <Badge tone={user.status === 'active' ? 'accent' : 'neutral'}>
        {user.status === 'active' ? 'Active' : 'Inactive'}
      </Badge>
    </td>
  </tr>
);
