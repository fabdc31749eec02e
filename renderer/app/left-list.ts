import { navigate, type Route } from './route.ts';

type ListRoute = Extract<Route, { view: 'users' } | { view: 'all-keys' } | { view: 'rotations' }>;

/** The row that was opened, and the scroll offset of the list. */
export interface ListPosition {
  readonly index: number;
  readonly offset: number;
}

/** A list as the user left it: which list (users, all keys or rotations), its search, the opened row and the scroll offset. */
interface LeftList {
  readonly route: ListRoute;
  readonly position: ListPosition | null;
}

const unsearched: ListRoute = { view: 'users', domainId: null, text: '' };
/** By account. One account's list means nothing for another account. */
const lists = new Map<string, LeftList>();
let returning: LeftList | null = null;

/** Notes the search that the list shows now. */
export const rememberList = (account: string, route: ListRoute): void => {
  lists.set(account, { route, position: null });
};

/** Notes the row that is opened from the list. */
export const leaveList = (account: string, position: ListPosition): void => {
  const left = lists.get(account);
  if (left) lists.set(account, { ...left, position });
};

const titles = { users: 'Users', 'all-keys': 'All keys', rotations: 'Rotations' } as const;

/** The list that a user was opened from. */
export const listTitle = (account: string): string => titles[lists.get(account)?.route.view ?? 'users'];

/** Goes back from a user to the same search and the same row. */
export const returnToList = (account: string): void => {
  returning = lists.get(account) ?? null;
  navigate(returning?.route ?? unsearched);
};

/** The position for a list that the user has just come back to. Null for a list that is opened afresh. */
export const returnedTo = (): ListPosition | null => returning?.position ?? null;

/** Called when the list is shown. The next list is opened afresh. */
export const hasReturned = (): void => {
  returning = null;
};
