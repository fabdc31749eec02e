import { useSyncExternalStore } from 'react';
import type { EndpointSource, RegionChoice } from '../../../bridge/values/usage.ts';

const chosen = new Map<string, RegionChoice>();
const listeners = new Set<() => void>();

const subscribe = (changed: () => void) => {
  listeners.add(changed);
  return () => void listeners.delete(changed);
};

/**
 * The region that was chosen for a key, the same on every screen. Null: the default region. The choice is lost when the page
 * reloads. Always null for a saved key, whose region main stores.
 */
export const useChosenRegion = (source: EndpointSource): readonly [RegionChoice, (region: string) => void] => {
  const id = JSON.stringify(source);
  const region = useSyncExternalStore(subscribe, () => chosen.get(id) ?? null);
  const choose = (next: string) => {
    chosen.set(id, next);
    for (const changed of listeners) changed();
  };
  return [region, choose];
};
