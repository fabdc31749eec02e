import {
  Accounts,
  ApiKeys,
  BrowserSignIn,
  Bulk,
  Campaigns,
  Clipboard,
  Directory,
  Handover,
  type IAccountsRenderer,
  type IApiKeysRenderer,
  type IBrowserSignInRenderer,
  type IBulkRenderer,
  type ICampaignsRenderer,
  type IClipboardRenderer,
  type IDirectoryRenderer,
  type IHandoverRenderer,
  type IKeysRenderer,
  type IPolicyRenderer,
  type IPreferencesRenderer,
  type IReceivingRenderer,
  type IReportRenderer,
  type IRotationsRenderer,
  type ISecretsRenderer,
  type ISetUpRenderer,
  type IUpdatesRenderer,
  type IUsageRenderer,
  Keys,
  Policy,
  Preferences,
  Receiving,
  Report,
  Rotations,
  Secrets,
  SetUp,
  Updates,
  Usage,
} from '../../bridge/generated/renderer/keydesk.ts';
import type { Failure } from '../../bridge/values/failure.ts';

/** False when the page runs outside its window. Then no call of the bridge may be made. */
export const bridgeIsThere = Accounts !== undefined;

// The generated types allow a bridge that is present in part. Ours is present as a whole or not at all.
const whole = <T extends object>(part: Partial<T> | undefined): T => (part ?? {}) as T;

export const accounts = whole<IAccountsRenderer>(Accounts);
export const browserSignIn = whole<IBrowserSignInRenderer>(BrowserSignIn);
export const setUp = whole<ISetUpRenderer>(SetUp);
export const apiKeys = whole<IApiKeysRenderer>(ApiKeys);
export const directory = whole<IDirectoryRenderer>(Directory);
export const keys = whole<IKeysRenderer>(Keys);
export const secrets = whole<ISecretsRenderer>(Secrets);
export const handover = whole<IHandoverRenderer>(Handover);
export const receiving = whole<IReceivingRenderer>(Receiving);
export const updates = whole<IUpdatesRenderer>(Updates);
export const usage = whole<IUsageRenderer>(Usage);
export const bulk = whole<IBulkRenderer>(Bulk);
export const campaigns = whole<ICampaignsRenderer>(Campaigns);
export const rotations = whole<IRotationsRenderer>(Rotations);
export const report = whole<IReportRenderer>(Report);
export const clipboard = whole<IClipboardRenderer>(Clipboard);
export const policy = whole<IPolicyRenderer>(Policy);
export const preferences = whole<IPreferencesRenderer>(Preferences);

/** The result of every call of the bridge. */
export type BridgeResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

const noAnswer: Failure = {
  kind: 'internal',
  happened: 'Keydesk did not answer its own window.',
  meaning: 'Nothing is known to have changed.',
  remedy: 'Try again. If it happens again, restart Keydesk.',
  requestId: null,
};

/** Calls main and never throws. If main rejects the call (bad argument, wrong sender), the result is a failure too. */
export const call = async <T>(send: () => Promise<BridgeResult<T>>): Promise<BridgeResult<T>> => {
  try {
    return await send();
  } catch {
    return { ok: false, failure: noAnswer };
  }
};
