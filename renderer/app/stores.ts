import { useEffect, useState } from 'react';
import type { AddressBookState, AddressState, IncomingState } from '../../bridge/values/handover.ts';
import type { ClipboardState, OpenSecretState, UnfinishedState } from '../../bridge/values/secret.ts';
import type { Session } from '../../bridge/values/session.ts';
import type { Settings } from '../../bridge/values/settings.ts';
import type { KeptState, ReadinessState } from '../../bridge/values/usage.ts';
import { accounts, clipboard, handover, preferences, receiving, secrets, usage } from './bridge.ts';
import { type BridgeStore, followStore } from './follow-store.ts';

/** What main keeps for the page, as it was last told. */
export type StoreState<T> = { readonly state: 'loading' | 'error' } | { readonly state: 'ready'; readonly result: T };

function useStore<T>(store: BridgeStore<T> | undefined): StoreState<T> {
  const [shown, show] = useState<StoreState<T>>({ state: 'loading' });
  useEffect(() => {
    if (store === undefined) return undefined;
    return followStore(
      store,
      (result) => show({ state: 'ready', result }),
      () => show({ state: 'error' }),
    );
  }, [store]);
  return shown;
}

export const useSessionStore = () => useStore<Session>(accounts.sessionStore);
export const useOpenStore = () => useStore<OpenSecretState>(secrets.openStore);
export const useUnfinishedStore = () => useStore<UnfinishedState>(secrets.unfinishedStore);
export const useGuardedStore = () => useStore<ClipboardState>(clipboard.guardedStore);
export const useSettingsStore = () => useStore<Settings>(preferences.settingsStore);
export const useAddressBookStore = () => useStore<AddressBookState>(handover.addressBookStore);
export const useAddressStore = () => useStore<AddressState>(receiving.addressStore);
export const useIncomingStore = () => useStore<IncomingState>(receiving.incomingStore);
export const useReadinessStore = () => useStore<ReadinessState>(usage.readinessStore);
export const useKeptStore = () => useStore<KeptState>(usage.keptStore);
