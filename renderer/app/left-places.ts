import type { LeftPlace } from '../../bridge/values/directory.ts';
import type { Account } from '../../bridge/values/session.ts';
import { ask, preferences } from './bridge.ts';
import type { Route } from './route.ts';

/** By account, and newer than what the session says: that is told at the start, and when accounts change. */
const places = new Map<string, LeftPlace>();

/** Where an account was left: its view, and the domain chosen last. */
export const leftPlace = (account: Account): LeftPlace | null => places.get(account.id) ?? account.left;

/** The place that a view is; null for one that nobody comes back to. */
export const placeOfRoute = (route: Route, before: LeftPlace | null): LeftPlace | null => {
  const domainBefore = before?.domainId ?? null;
  if (route.view === 'add-account') return null;
  if (route.view === 'user') return { view: route, domainId: route.owner.domainId ?? domainBefore };
  const domainId = route.view === 'users' ? (route.domainId ?? domainBefore) : domainBefore;
  return { view: { view: route.view }, domainId };
};

export const routeOfPlace = (place: LeftPlace | null): Route => {
  if (place === null) return { view: 'profile' };
  if (place.view.view === 'users') return { view: 'users', domainId: place.domainId, text: '' };
  if (place.view.view === 'user') return place.view;
  return { view: place.view.view };
};

/** Remembers where the account is, in main, so that the next start finds it. */
export const rememberPlace = (account: Account, route: Route): void => {
  const before = leftPlace(account);
  const place = placeOfRoute(route, before);
  if (place === null || JSON.stringify(place) === JSON.stringify(before)) return;
  places.set(account.id, place);
  // A failure costs no more than the way back.
  void ask(() => preferences.RememberPlace(account.id, place));
};
