import { app } from 'electron';
import type { Services } from './build-services.ts';
import type { BridgeOptions } from './connect-bridge.ts';
import { createFailureLog, diagnosticsText } from './handlers/diagnostics.ts';
import { createKeychainWays } from './handlers/keychain-ways.ts';
import { createLeftViews } from './handlers/left-views.ts';
import type { Notice } from './handlers/notice.ts';
import { createRespond, whenUnlocked } from './handlers/respond.ts';
import { createSession } from './handlers/session.ts';
import type { SettingsKeeper } from './handlers/settings.ts';
import { createUsedProfiles } from './handlers/used-profiles.ts';
import { configurationFile, handedOverFile, privateKeyFile } from './shell/choose-file.ts';
import type { Log } from './shell/log.ts';
import { openStoredValue } from './shell/stores.ts';
import type { SystemDialogs } from './shell/system-dialogs.ts';
import { followFile } from './signin/follow-file.ts';
import type { ProxySignIn } from './signin/proxy-sign-in.ts';
import type { ChangingVault } from './vault/changing-vault.ts';

export type BridgeParts = Pick<BridgeOptions, 'calls' | 'commands' | 'policy' | 'updates'> & {
  readonly services: Services;
  readonly vault: ChangingVault;
  readonly proxy: ProxySignIn;
  readonly settings: SettingsKeeper;
  readonly notice: Notice;
  readonly startSample: BridgeOptions['signIn']['startSample'];
  readonly dialogs: SystemDialogs;
  readonly env: BridgeOptions['signIn']['env'];
  readonly configFile: string;
  readonly log: Log;
};

/**
 * Builds what the calls of the page need besides the use cases: the responses, the settings and views that are remembered, and the system's
 * dialogs.
 */
export function buildBridge(parts: BridgeParts): BridgeOptions {
  const { services, vault, proxy, settings, notice, startSample, dialogs, env, configFile, log } = parts;
  const { calls, commands, policy, updates } = parts;
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
    async chooseHandedOver() {
      const file = await dialogs.chooseFile(handedOverFile);
      if (file !== null) await receiving.openFile(file);
    },
    commands,
    onDefect: log.defect,
  };
}
