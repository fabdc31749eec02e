import { release } from 'node:os';
import type { VaultState } from '../../bridge/values/session.ts';
import type { Settings } from '../../bridge/values/settings.ts';
import type { LoggedFailure } from './failure-log.ts';

interface DiagnosticsFacts {
  readonly appVersion: string;
  readonly settings: Settings;
  readonly vault: VaultState;
  readonly accounts: number;
  readonly failures: readonly LoggedFailure[];
}

/** What support needs to know, in lines: versions, settings, the last failures. No secret, no name, no OCID, no path. */
export function diagnosticsText(facts: DiagnosticsFacts): string {
  const { appVersion, settings, vault, accounts, failures } = facts;
  const { versions, platform, arch } = process;
  return [
    `Keydesk ${appVersion}`,
    `Electron ${versions['electron']}, Chromium ${versions['chrome']}, Node ${versions['node']}`,
    `System: ${platform} ${release()} ${arch}`,
    `Credentials rest in: ${vault.kind === 'keychain' ? vault.name : `memory (${vault.reason})`}`,
    `Accounts: ${accounts}`,
    `Settings: ${JSON.stringify(settings)}`,
    failures.length === 0 ? 'Failures: none since the start' : 'Failures since the start:',
    ...failures.map(
      ({ at, kind, requestId }) =>
        `  ${new Date(at).toISOString()} ${kind}${requestId ? ` (request ${requestId})` : ''}`,
    ),
  ].join('\n');
}
