import type { Route } from '../../app/route.ts';

type UsersRoute = Extract<Route, { view: 'users' }>;

let last: UsersRoute = { view: 'users', domainId: null, text: '' };

/** The list as it was left, so that the way back from a user leads to the same search. */
export const lastUsersRoute = (): UsersRoute => last;

export const rememberUsersRoute = (route: UsersRoute): void => {
  last = route;
};
