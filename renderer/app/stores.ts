import { useSyncExternalStore } from 'react';
import type { ApiKeysState, SetUpState } from '../../bridge/values/api-keys.ts';
import type { BulkState } from '../../bridge/values/bulk.ts';
import type { CampaignState } from '../../bridge/values/campaign.ts';
import type { AddressBookState, AddressState, IncomingState } from '../../bridge/values/handover.ts';
import type { PolicyState } from '../../bridge/values/policy.ts';
import type { ReportState } from '../../bridge/values/report.ts';
import type { RotationsState } from '../../bridge/values/rotation.ts';
import type { ClipboardState, OpenSecretState, UnfinishedState } from '../../bridge/values/secret.ts';
import type { Session } from '../../bridge/values/session.ts';
import type { Settings } from '../../bridge/values/settings.ts';
import type { BrowserSignInState } from '../../bridge/values/sign-in.ts';
import type { UpdatesState } from '../../bridge/values/updates.ts';
import type { ReadinessState, SavedKeysState } from '../../bridge/values/usage.ts';
import {
  accounts,
  apiKeys,
  browserSignIn,
  bulk,
  campaigns,
  clipboard,
  handover,
  policy,
  preferences,
  receiving,
  report,
  rotations,
  secrets,
  setUp,
  updates,
  usage,
} from './bridge.ts';
import type { BridgeStore } from './follow-store.ts';
import { type StoreState, shareStore } from './shared-store.ts';

function hookFor<T>(store: () => BridgeStore<T> | undefined): () => StoreState<T> {
  const { subscribe, current } = shareStore(store);
  return () => useSyncExternalStore(subscribe, current);
}

export const useSessionStore = hookFor<Session>(() => accounts.sessionStore);
export const useBrowserSignInStore = hookFor<BrowserSignInState>(() => browserSignIn.browserProgressStore);
export const useSetUpStore = hookFor<SetUpState>(() => setUp.progressStore);
export const useApiKeysStore = hookFor<ApiKeysState>(() => apiKeys.workStore);
export const useOpenStore = hookFor<OpenSecretState>(() => secrets.openStore);
export const useUnfinishedStore = hookFor<UnfinishedState>(() => secrets.unfinishedStore);
export const useGuardedStore = hookFor<ClipboardState>(() => clipboard.guardedStore);
export const useSettingsStore = hookFor<Settings>(() => preferences.settingsStore);
export const usePolicyStore = hookFor<PolicyState>(() => policy.policyStore);
export const useAddressBookStore = hookFor<AddressBookState>(() => handover.addressBookStore);
export const useAddressStore = hookFor<AddressState>(() => receiving.addressStore);
export const useIncomingStore = hookFor<IncomingState>(() => receiving.incomingStore);
export const useReadinessStore = hookFor<ReadinessState>(() => usage.readinessStore);
export const useBulkStore = hookFor<BulkState>(() => bulk.bulkStore);
export const useReportStore = hookFor<ReportState>(() => report.reportStore);
export const useUpdatesStore = hookFor<UpdatesState>(() => updates.updatesStore);
export const useCampaignsStore = hookFor<CampaignState>(() => campaigns.campaignsStore);
export const useRotationsStore = hookFor<RotationsState>(() => rotations.rotationsStore);
export const useSavedKeysStore = hookFor<SavedKeysState>(() => usage.savedKeysStore);

/** CIS Oracle Cloud benchmark 1.9, until the settings are known. */
const usualOverdueDays = 90;

/** The age in days that a key may have. Every warning about an age uses this number. */
export const useOverdueDays = (): number => {
  const settings = useSettingsStore();
  return settings.state === 'ready' ? settings.result.overdueDays : usualOverdueDays;
};
