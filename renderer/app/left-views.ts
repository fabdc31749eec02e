import type { LastView } from '../../bridge/values/directory.ts';
import type { Account } from '../../bridge/values/session.ts';
import { call, preferences } from './bridge.ts';
import type { Route } from './route.ts';

/** By account id. They are newer than `left` of the session's accounts: main does not send the session again when only a view changes. */
const views = new Map<string, LastView>();

/** The view in which an account was left, and the domain that was chosen last. */
export const leftView = (account: Account): LastView | null => views.get(account.id) ?? account.left;

/** The view to remember for a route. Null for a route that Keydesk does not return to. */
const viewOfRoute = (route: Route, before: LastView | null): LastView | null => {
  const domainBefore = before?.domainId ?? null;
  if (route.view === 'add-account') return null;
  if (route.view === 'user') return { view: route, domainId: route.owner.domainId ?? domainBefore };
  const domainId = route.view === 'users' ? (route.domainId ?? domainBefore) : domainBefore;
  return { view: { view: route.view }, domainId };
};

export const routeOfView = (view: LastView | null): Route => {
  if (view === null) return { view: 'profile' };
  if (view.view.view === 'users') return { view: 'users', domainId: view.domainId, text: '' };
  if (view.view.view === 'user') return view.view;
  return { view: view.view.view };
};

/** Saves the view of the account in main, so that the next start opens it. */
export const rememberView = (account: Account, route: Route): void => {
  const before = leftView(account);
  const view = viewOfRoute(route, before);
  if (view === null || JSON.stringify(view) === JSON.stringify(before)) return;
  views.set(account.id, view);
  // If this fails, the next start opens another view. Nothing else is lost.
  void call(() => preferences.RememberView(account.id, view));
};
