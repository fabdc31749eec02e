import type { User } from '../../../bridge/values/directory.ts';
import { copyText } from '../../app/copy-button.tsx';
import { Badge } from '../../ui/badge.tsx';
import { useRowMenu } from '../../ui/row-menu.tsx';

/** Pixels, including the line at the top. */
export const userRowHeight = 51;

/** ARIA counts rows from 1, and the head is the first. */
export const ariaRow = (index: number): number => index + 2;

const copyEmail = (email: string) => ({ text: 'Copy e-mail', act: () => void copyText(email, 'e-mail') });

export interface UserRowProps {
  readonly user: User;
  readonly index: number;
  readonly top: number;
  readonly reachable: boolean;
  readonly onOpen: (user: User) => void;
  readonly onFocus: (index: number) => void;
}

/** A drag that selects text in a row must not open it. */
const isSelecting = () => window.getSelection()?.isCollapsed === false;

export const UserRow = ({ user, index, top, reachable, onOpen, onFocus }: UserRowProps) => {
  const { onContextMenu, menu } = useRowMenu(`Actions for ${user.userName}`, [
    { text: 'Open', act: () => onOpen(user) },
    { text: 'Copy user name', act: () => void copyText(user.userName, 'user name') },
    ...(user.email === null ? [] : [copyEmail(user.email)]),
    { text: 'Copy OCID', act: () => void copyText(user.ocid, 'OCID') },
  ]);
  return (
    // The grid around the rows handles the keys.
    <tr
      aria-rowindex={ariaRow(index)}
      tabIndex={reachable ? 0 : -1}
      className="users-row users-user"
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => {
        if (!isSelecting()) onOpen(user);
      }}
      onContextMenu={onContextMenu}
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
        {menu}
      </td>
    </tr>
  );
};
