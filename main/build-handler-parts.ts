import { app } from 'electron';
import type { PageCommand } from '../bridge/values/plain.ts';
import type { News } from './basics/observable.ts';
import type { Services } from './build-services.ts';
import type { AccountsHandlerOptions } from './handlers/accounts-handler.ts';
import { createFailureLog, diagnosticsText } from './handlers/diagnostics.ts';
import { createKeychainWays } from './handlers/keychain-ways.ts';
import { createLeftViews } from './handlers/left-views.ts';
import type { Notice } from './handlers/notice.ts';
import { createRespond, whenUnlocked } from './handlers/respond.ts';
import type { RunningCalls } from './handlers/running-calls.ts';
import { createSession } from './handlers/session.ts';
import type { SettingsKeeper } from './handlers/settings.ts';
import { createUsedProfiles } from './handlers/used-profiles.ts';
import type { Policy } from './policy/policy.ts';
import { configurationFile, handedOverFile, privateKeyFile } from './shell/choose-file.ts';
import type { Log } from './shell/log.ts';
import { openStoredValue } from './shell/stores.ts';
import type { SystemDialogs } from './shell/system-dialogs.ts';
import { followFile } from './signin/follow-file.ts';
import type { ProxySignIn } from './signin/proxy-sign-in.ts';
import type { SignInEnv } from './signin/sign-in-env.ts';
import type { Updates } from './updates/create-updates.ts';
import type { ChangingVault } from './vault/changing-vault.ts';

interface HandlerNeeds {
  readonly services: Services;
  readonly calls: RunningCalls;
  /** The commands that the native menu gives to the page. */
  readonly commands: News<PageCommand>;
  readonly policy: Policy;
  readonly updates: Updates;
  readonly vault: ChangingVault;
  readonly proxy: ProxySignIn;
  readonly settings: SettingsKeeper;
  readonly notice: Notice;
  readonly startSample: AccountsHandlerOptions['startSample'];
  readonly dialogs: SystemDialogs;
  readonly env: SignInEnv;
  readonly configFile: string;
  readonly log: Log;
}

/**
 * Builds what the calls of the page need besides the use cases: the responses, the settings and views that are remembered, and the system's
 * dialogs.
 */
export function buildHandlerParts(needs: HandlerNeeds) {
  const { services, vault, proxy, settings, notice, startSample, dialogs, env, configFile, log } = needs;
  const { calls, commands, policy, updates } = needs;
  const { accounts, clipboard, creations, lock, receiving, secrets } = services;
  const { onQuarantine } = notice;
  const failures = createFailureLog(Date.now, log.note);
  const respondAlways = createRespond(log.defect, failures.add);
  const leftPlaces = createLeftViews(openStoredValue('left-views', onQuarantine), accounts);
  const copyDiagnostics = () => {
    const facts = {
      appVersion: app.getVersion(),
      settings: settings.state(),
      vault: vault.state,
      accounts: accounts.list().length,
      failures: failures.recent(),
    };
    return clipboard.copyText(diagnosticsText(facts));
  };
  return {
    services,
    /** Refuses every call while Keydesk is locked. */
    respond: whenUnlocked(respondAlways, lock.state),
    calls,
    session: createSession({ accounts, leftPlaces, vault, proxy, lock, notice }),
    policy,
    vault,
    signIn: {
      respondAlways,
      keychainWays: createKeychainWays({ vault, accounts, secrets, creations, identity: receiving.identity }),
      proxy,
      env,
      standardConfigFile: configFile,
      chooseFile: () => dialogs.chooseFile(configurationFile),
      choosePrivateKey: () => dialogs.chooseFile(privateKeyFile),
      configFollower: followFile(),
      usedProfiles: createUsedProfiles(openStoredValue('used-profiles', onQuarantine)),
      startSample,
    },
    preferences: { settings, leftPlaces, copyDiagnostics },
    updates,
    /** Asks for a handed-over file with the system's dialog and opens it; nothing when the person cancels. */
    async chooseHandedOver(): Promise<void> {
      const file = await dialogs.chooseFile(handedOverFile);
      if (file !== null) await receiving.openFile(file);
    },
    commands,
    /** Called with the error if news could not be sent to the page. */
    onDefect: log.defect,
  };
}

export type HandlerParts = ReturnType<typeof buildHandlerParts>;
