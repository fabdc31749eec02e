import { useMemo, useSyncExternalStore } from 'react';
import type { Owner } from '../../bridge/values/directory.ts';

export type UserOwner = Extract<Owner, { kind: 'user' }>;

/** The current view. It is stored in the address after `#`, so that a reload shows the same view. */
export type Route =
  | { readonly view: 'profile' }
  | { readonly view: 'users'; readonly domainId: string | null; readonly text: string }
  | { readonly view: 'user'; readonly owner: UserOwner }
  | { readonly view: 'all-keys' }
  | { readonly view: 'rotations' }
  | { readonly view: 'this-computer' }
  /** `at`: the group to scroll to. */
  | { readonly view: 'settings'; readonly at?: 'updates' }
  | { readonly view: 'add-account' };

/** The views whose address is their name. */
const plainViews = ['all-keys', 'rotations', 'this-computer', 'settings', 'add-account'] as const;

/** Reads an address. An unknown address is the user's own profile. */
export const parseRoute = (hash: string): Route => {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const params = new URLSearchParams(query);
  const [id, ocid, domainId] = [params.get('id'), params.get('ocid'), params.get('domain')];
  if (path === 'users') return { view: 'users', domainId, text: params.get('text') ?? '' };
  if (path === 'user' && id && ocid) return { view: 'user', owner: { kind: 'user', domainId, id, ocid } };
  if (path === 'settings' && params.get('at') === 'updates') return { view: path, at: 'updates' };
  const plain = plainViews.find((view) => view === path);
  if (plain) return { view: plain };
  return { view: 'profile' };
};

/** The address of a route, `#` included. */
export const formatRoute = (route: Route): string => {
  const params = new URLSearchParams();
  if (route.view === 'users') {
    if (route.domainId) params.set('domain', route.domainId);
    if (route.text) params.set('text', route.text);
  }
  if (route.view === 'user') {
    if (route.owner.domainId) params.set('domain', route.owner.domainId);
    params.set('id', route.owner.id);
    params.set('ocid', route.owner.ocid);
  }
  if (route.view === 'settings' && route.at) params.set('at', route.at);
  const query = params.toString();
  return `#/${route.view}${query ? `?${query}` : ''}`;
};

const subscribe = (changed: () => void) => {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
};

export const useRoute = (): Route => {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return useMemo(() => parseRoute(hash), [hash]);
};

export const navigate = (route: Route): void => {
  window.location.hash = formatRoute(route);
};

/** Changes the address without a history entry, for text that is typed into the search field. */
export const replaceRoute = (route: Route): void => {
  window.history.replaceState(null, '', formatRoute(route));
  window.dispatchEvent(new HashChangeEvent('hashchange'));
};
