import type { LeftPlace } from '../../bridge/values/directory.ts';
import type { Account } from '../../bridge/values/session.ts';
import { call, preferences } from './bridge.ts';
import type { Route } from './route.ts';

/** By account, and newer than what the session says: that is told at the start, and when accounts change. */
const views = new Map<string, LeftPlace>();

/** Where an account was left: its view, and the domain chosen last. */
export const leftView = (account: Account): LeftPlace | null => views.get(account.id) ?? account.left;

/** The place that a view is; null for one that nobody comes back to. */
export const viewOfRoute = (route: Route, before: LeftPlace | null): LeftPlace | null => {
  const domainBefore = before?.domainId ?? null;
  if (route.view === 'add-account') return null;
  if (route.view === 'user') return { view: route, domainId: route.owner.domainId ?? domainBefore };
  const domainId = route.view === 'users' ? (route.domainId ?? domainBefore) : domainBefore;
  return { view: { view: route.view }, domainId };
};

export const routeOfView = (view: LeftPlace | null): Route => {
  if (view === null) return { view: 'profile' };
  if (view.view.view === 'users') return { view: 'users', domainId: view.domainId, text: '' };
  if (view.view.view === 'user') return view.view;
  return { view: view.view.view };
};

/** Remembers where the account is, in main, so that the next start finds it. */
export const rememberView = (account: Account, route: Route): void => {
  const before = leftView(account);
  const view = viewOfRoute(route, before);
  if (view === null || JSON.stringify(view) === JSON.stringify(before)) return;
  views.set(account.id, view);
  // A failure costs no more than the way back.
  void call(() => preferences.RememberPlace(account.id, view));
};
