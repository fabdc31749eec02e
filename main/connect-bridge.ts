import type { WebContents } from 'electron';
import {
  Accounts,
  ApiKeys,
  BrowserSignIn,
  Bulk,
  Campaigns,
  Clipboard,
  Directory,
  Handover,
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
} from '../bridge/generated/browser/keydesk.ts';
import { type News, type Observable, observe } from './basics/observable.ts';
import { printableValue } from './basics/printable.ts';
import type { HandlerParts } from './build-handler-parts.ts';
import { accountsHandler } from './handlers/accounts-handler.ts';
import { apiKeysHandler, shownKeyWork } from './handlers/api-keys-handler.ts';
import { bindInterface } from './handlers/bind-interface.ts';
import { browserSignInHandler, signInProgress } from './handlers/browser-sign-in-handler.ts';
import { bulkHandler, bulkState } from './handlers/bulk-handler.ts';
import { campaignState, campaignsHandler, noCampaigns } from './handlers/campaigns-handler.ts';
import { clipboardHandler } from './handlers/clipboard-handler.ts';
import { directoryHandler } from './handlers/directory-handler.ts';
import { handoverHandler } from './handlers/handover-handler.ts';
import { keysHandler } from './handlers/keys-handler.ts';
import { policyState } from './handlers/policy-state.ts';
import { preferencesHandler } from './handlers/preferences-handler.ts';
import { incomingState, receivingHandler } from './handlers/receiving-handler.ts';
import { reportHandler, reportState } from './handlers/report-handler.ts';
import { noRotations, rotationsHandler, rotationsState } from './handlers/rotations-handler.ts';
import { secretsHandler } from './handlers/secrets-handler.ts';
import { setUpHandler } from './handlers/set-up-handler.ts';
import { createTelling } from './handlers/telling.ts';
import { updatesHandler, updatesState } from './handlers/updates-handler.ts';
import { usageHandler } from './handlers/usage-handler.ts';

/**
 * Binds every interface of the bridge to this one page, for as long as the page is there. Security line 24: while Keydesk is locked,
 * `guarded` empties each store. The settings and the company policy stay; `session`, which guards itself, says that Keydesk is locked and
 * whether the keychain answers. Invisible characters reach the page as numbers: see `printable.ts`.
 */
export function connectBridge(contents: WebContents, parts: HandlerParts): void {
  const { services, respond, calls, session, signIn, preferences, policy, chooseHandedOver, commands } = parts;
  const { accounts, computerKey, signingIn, directory, keys, secrets, creations, handingOver, receiving } = services;
  const { report, bulk, reportExports, campaigns, rotations, usage, tools, clipboard, lock } = services;
  const telling = createTelling(parts.onDefect);

  const subscriptions: (() => void)[] = [];
  contents.once('destroyed', () => {
    for (const end of subscriptions) end();
  });
  const follow = <T>(news: News<T>, tell: (news: T) => unknown) => {
    subscriptions.push(news.subscribe(telling((each: T) => contents.isDestroyed() || tell(each))));
  };
  const page = { contents, follow };
  /** The state of `source` as the page sees it, and `whileLocked` while Keydesk is locked. */
  const guarded = <S, T>(source: Observable<S>, whileLocked: T, show: (state: S) => T): Observable<T> =>
    observe([lock, source], () => (lock.state() ? whileLocked : printableValue(show(source.state()))));

  const { setUp, apiKeys } = computerKey;
  bindInterface(page, SetUp, setUpHandler(respond, setUp), {
    progress: guarded(setUp, { kind: 'none' }, (state) => state),
  });
  bindInterface(page, ApiKeys, apiKeysHandler(respond, calls, apiKeys), {
    work: guarded(apiKeys, { work: { kind: 'idle' }, unfinished: [] }, shownKeyWork),
  });
  const accountsPage = bindInterface(page, Accounts, accountsHandler({ respond, accounts, policy, lock, ...signIn }), {
    session,
  });
  bindInterface(page, BrowserSignIn, browserSignInHandler(respond, signingIn, clipboard), {
    browserProgress: guarded(signingIn, { kind: 'idle' }, signInProgress),
  });
  bindInterface(page, Directory, directoryHandler(respond, calls, directory), {});
  bindInterface(page, Keys, keysHandler(respond, calls, keys), {});
  bindInterface(page, Bulk, bulkHandler(respond, bulk), { bulk: guarded(bulk, { kind: 'idle' }, bulkState) });
  bindInterface(page, Report, reportHandler(respond, calls, report, reportExports), {
    report: guarded(report, { kind: 'none' }, reportState),
  });
  bindInterface(page, Campaigns, campaignsHandler(respond, calls, campaigns), {
    campaigns: guarded(campaigns, noCampaigns, campaignState),
  });
  bindInterface(page, Rotations, rotationsHandler(respond, calls, rotations), {
    rotations: guarded(rotations, noRotations, rotationsState),
  });
  bindInterface(page, Secrets, secretsHandler(respond, secrets, creations, keys, rotations), {
    open: guarded(secrets, { secret: null, closed: [] }, (state) => state),
    unfinished: guarded(creations, { creations: [] }, (each) => ({ creations: each })),
  });
  bindInterface(page, Handover, handoverHandler(respond, handingOver), {
    addressBook: guarded(handingOver.addressBook, { recipients: [] }, (recipients) => ({ recipients })),
  });
  bindInterface(page, Receiving, receivingHandler(respond, receiving, chooseHandedOver), {
    address: guarded(receiving.identity, { address: null }, (address) => ({ address })),
    incoming: guarded(receiving.incoming, { kind: 'none' }, incomingState),
  });
  bindInterface(page, Usage, usageHandler(respond, calls, usage, tools), {
    readiness: guarded(usage.readiness, { kind: 'idle' }, (state) => state),
    // `possible` depends on the vault, so a change of the vault is news too.
    savedKeys: guarded(
      observe([usage.saved, parts.vault], usage.saved.state),
      { keys: [], possible: false, program: '' },
      (keys) => ({
        keys,
        possible: usage.saved.isPossible(),
        program: tools.keydeskCommand,
      }),
    ),
  });
  bindInterface(page, Clipboard, clipboardHandler(respond, clipboard), {
    guarded: guarded(clipboard, { kind: 'idle' }, (state) => state),
  });
  bindInterface(page, Updates, updatesHandler(respond, parts.updates), {
    updates: guarded(parts.updates, { kind: 'none' }, updatesState),
  });
  const settings = preferences.settings;
  bindInterface(page, Policy, {}, { policy: observe([policy], () => printableValue(policyState(policy.state()))) });
  const preferring = bindInterface(page, Preferences, preferencesHandler({ respond, ...preferences }), { settings });

  follow(signIn.configFollower, () => accountsPage.dispatchProfilesChanged());
  follow(commands, (command) => preferring.dispatchCommand(command));
  // A reloaded page does not wait for calls that were made before the reload.
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) calls.cancelAll();
  });
}
