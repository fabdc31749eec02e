import { useSyncExternalStore } from 'react';
import * as bridge from './bridge.ts';
import { firstState } from './first-state.ts';
import type { BridgeStore } from './follow-store.ts';
import { type StoreState, shareStore } from './shared-store.ts';

/** Reads the state only after main can be called. */
const whenReady = <T>({ getState, onStateChange }: BridgeStore<T>): BridgeStore<T> => ({
  getState: () => bridge.mainIsReady().then(getState),
  onStateChange,
});

function hookFor<T>(store: () => BridgeStore<T> | undefined, first?: T): () => StoreState<T> {
  const { subscribe, current } = shareStore(() => {
    const found = store();
    return found && whenReady(found);
  }, first);
  return () => useSyncExternalStore(subscribe, current);
}

export const useSessionStore = hookFor(() => bridge.accounts.sessionStore, firstState?.session);
export const useBrowserSignInStore = hookFor(() => bridge.browserSignIn.browserProgressStore);
export const useSetUpStore = hookFor(() => bridge.setUp.progressStore);
export const useApiKeysStore = hookFor(() => bridge.apiKeys.workStore);
export const useOpenStore = hookFor(() => bridge.secrets.openStore);
export const useUnfinishedStore = hookFor(() => bridge.secrets.unfinishedStore);
export const useGuardedStore = hookFor(() => bridge.clipboard.guardedStore);
export const useSettingsStore = hookFor(() => bridge.preferences.settingsStore);
export const usePolicyStore = hookFor(() => bridge.policy.policyStore, firstState?.policy ?? undefined);
export const useAddressBookStore = hookFor(() => bridge.handover.addressBookStore);
export const useAddressStore = hookFor(() => bridge.receiving.addressStore);
export const useIncomingStore = hookFor(() => bridge.receiving.incomingStore);
export const useReadinessStore = hookFor(() => bridge.usage.readinessStore);
export const useBulkStore = hookFor(() => bridge.bulk.bulkStore);
export const useReportStore = hookFor(() => bridge.report.reportStore);
export const useUpdatesStore = hookFor(() => bridge.updates.updatesStore);
export const useCampaignsStore = hookFor(() => bridge.campaigns.campaignsStore);
export const useRotationsStore = hookFor(() => bridge.rotations.rotationsStore);
export const useSavedKeysStore = hookFor(() => bridge.usage.savedKeysStore);

/** CIS Oracle Cloud benchmark 1.9, until the settings are known. */
const usualOverdueDays = 90;

/** The age in days that a key may have. Every warning about an age uses this number. */
export const useOverdueDays = (): number => useSettingsStore().result?.overdueDays ?? usualOverdueDays;
