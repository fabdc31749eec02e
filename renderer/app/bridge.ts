import * as generated from '../../bridge/generated/renderer/keydesk.ts';
import type { Failure } from '../../bridge/values/failure.ts';
import { whenDisplayed } from '../ui/when-displayed.ts';
import { firstState } from './first-state.ts';

/** False when the page runs outside its window. Then no call of the bridge may be made. */
export const bridgeIsThere = generated.Accounts !== undefined;

// The generated types allow a bridge that is present in part. Ours is present as a whole or not at all.
const whole = <T extends object>(part: Partial<T> | undefined): T => (part ?? {}) as T;

export const accounts = whole<generated.IAccountsRenderer>(generated.Accounts);
export const browserSignIn = whole<generated.IBrowserSignInRenderer>(generated.BrowserSignIn);
export const setUp = whole<generated.ISetUpRenderer>(generated.SetUp);
export const apiKeys = whole<generated.IApiKeysRenderer>(generated.ApiKeys);
export const directory = whole<generated.IDirectoryRenderer>(generated.Directory);
export const keys = whole<generated.IKeysRenderer>(generated.Keys);
export const secrets = whole<generated.ISecretsRenderer>(generated.Secrets);
export const handover = whole<generated.IHandoverRenderer>(generated.Handover);
export const receiving = whole<generated.IReceivingRenderer>(generated.Receiving);
export const updates = whole<generated.IUpdatesRenderer>(generated.Updates);
export const usage = whole<generated.IUsageRenderer>(generated.Usage);
export const bulk = whole<generated.IBulkRenderer>(generated.Bulk);
export const campaigns = whole<generated.ICampaignsRenderer>(generated.Campaigns);
export const rotations = whole<generated.IRotationsRenderer>(generated.Rotations);
export const report = whole<generated.IReportRenderer>(generated.Report);
export const clipboard = whole<generated.IClipboardRenderer>(generated.Clipboard);
export const policy = whole<generated.IPolicyRenderer>(generated.Policy);
export const preferences = whole<generated.IPreferencesRenderer>(generated.Preferences);

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

const drawn = Promise.withResolvers<void>();
/** In ms, from the drawn first screen to the first call of main: main needs this time to show the window. */
const pause = 50;
/** In ms. A hidden window draws no screen, so after this time the page calls main without one. */
const patience = 500;

/** Called when the first screen is there. Main may be called soon after its typefaces are loaded. */
export const tellDrawn = (): void => {
  const displayed = async () => {
    await document.fonts.ready;
    setTimeout(drawn.resolve, pause);
  };
  whenDisplayed(() => void displayed());
  setTimeout(drawn.resolve, patience);
};

/** If the document has the first state, main loads most of its code only after the first screen is drawn. */
const askForMain = async (): Promise<void> => {
  if (firstState !== null) await drawn.promise;
  await import('./main-is-ready.ts');
};

let asked: Promise<void> | null = null;
/** Resolves when main can be called. */
export const mainIsReady = (): Promise<void> => {
  asked ??= askForMain();
  return asked;
};

/** Calls main and never throws. If main rejects the call (bad argument, wrong sender), the result is a failure too. */
export const call = async <T>(send: () => Promise<BridgeResult<T>>): Promise<BridgeResult<T>> => {
  try {
    await mainIsReady();
    return await send();
  } catch {
    return { ok: false, failure: noAnswer };
  }
};
