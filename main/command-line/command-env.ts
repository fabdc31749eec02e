import { join } from 'node:path';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { fileReason } from '../files/file-reason.ts';
import type { PolicyReading } from '../policy/policy-reading.ts';
import { createKeychainVault } from '../vault/keychain-vault.ts';
import type { OutputProblem } from './command-errors.ts';
import type { CommandEnv } from './run-command.ts';

/** What is needed of Electron's `app`. */
interface App {
  getPath(name: 'userData'): string;
  getVersion(): string;
  /** macOS: an app that is prohibited has no icon in the dock. */
  setActivationPolicy?(policy: 'prohibited'): void;
}

/**
 * This process, its profile folder, and the keychain of this computer. A keychain that does not answer is a failure: memory does not
 * replace it.
 */
export function commandEnv(app: App, readPolicies: () => Promise<PolicyReading>) {
  app.setActivationPolicy?.('prohibited');
  // Chromium sets this value if no address is set. Without the variable, the bus of this login is found in XDG_RUNTIME_DIR.
  if (process.env['DBUS_SESSION_BUS_ADDRESS'] === 'disabled:') delete process.env['DBUS_SESSION_BUS_ADDRESS'];
  const say = createWriter(process.stderr);
  const env = {
    savedKeysFile: join(app.getPath('userData'), 'kept.json'),
    accountsFile: join(app.getPath('userData'), 'accounts.json'),
    ledgerFile: join(app.getPath('userData'), 'ledger.jsonl'),
    vault: createKeychainVault(process.platform),
    readPolicies,
    version: app.getVersion(),
    env: process.env,
    isScreen: process.stdout.isTTY,
    print: createWriter(process.stdout),
    say: (line: string) => say(`${line}\n`),
  };
  return env satisfies Omit<CommandEnv, 'report'>;
}

/** Writes a text to a pipe, a file or a screen, and waits until the system has taken it. */
function createWriter(stream: NodeJS.WriteStream): (text: string) => Promise<Outcome<null, OutputProblem>> {
  // Without a listener, Keydesk would end with a stack when the reader of its output has gone.
  stream.on('error', () => {});
  return (text) =>
    new Promise((resolve) => stream.write(text, (error) => resolve(error ? whyNot(error) : success(null))));
}

const whyNot = (error: NodeJS.ErrnoException) =>
  failed<OutputProblem>(
    error.code === 'EPIPE' ? { kind: 'output-closed' } : { kind: 'output-refused', reason: fileReason(error) },
  );
