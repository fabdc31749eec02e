import { navigate, type Route } from './route.ts';

type UsersRoute = Extract<Route, { view: 'users' }>;

/** The row that was opened, and how far the list was scrolled. */
export interface ListPosition {
  readonly userId: string;
  readonly offset: number;
}

/** The list of users as it was left: what was searched for, and where the list stood. */
interface LeftList {
  readonly route: UsersRoute;
  readonly position: ListPosition | null;
}

const unsearched: UsersRoute = { view: 'users', domainId: null, text: '' };
/** By account: what one account looked at leads another one nowhere. */
const lists = new Map<string, LeftList>();
let returning: LeftList | null = null;

/** The list shows this now. */
export const rememberList = (account: string, route: UsersRoute): void => {
  lists.set(account, { route, position: null });
};

/** A user is opened from the list. */
export const leaveList = (account: string, position: ListPosition): void => {
  const left = lists.get(account);
  if (left) lists.set(account, { ...left, position });
};

/** Back from a user: to the same search, and to the row that was opened. */
export const returnToList = (account: string): void => {
  returning = lists.get(account) ?? null;
  navigate(returning?.route ?? unsearched);
};

/** Where the list stood, for the list that somebody has just returned to; null for one that is opened afresh. */
export const returnedTo = (): ListPosition | null => returning?.position ?? null;

/** The list is there: the next one is opened afresh. */
export const hasReturned = (): void => {
  returning = null;
};
