import { release } from 'node:os';
import type { VaultState } from '../../bridge/values/session.ts';
import type { Settings } from '../../bridge/values/settings.ts';

/** A failure as support may see it: no name, no path, no OCID. */
interface LoggedFailure {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly kind: string;
  readonly requestId: string | null;
}

const KEPT = 20;

/**
 * The last failures that a person met, for the log and for "Copy diagnostics". A failure that the person never saw, such as a cancelled
 * read, is left out.
 */
export function createFailureLog(now: () => number, note: (text: string) => void) {
  let failures: readonly LoggedFailure[] = [];
  return {
    add({ kind, requestId }: Pick<LoggedFailure, 'kind' | 'requestId'>) {
      if (kind === 'cancelled') return;
      failures = [...failures, { at: now(), kind, requestId }].slice(-KEPT);
      note(`failure: ${kind}${requestId ? `, request ${requestId}` : ''}`);
    },
    recent: () => failures,
  };
}

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
