import { randomUUID } from 'node:crypto';
import { createObservable } from './basics/observable.ts';
import { buildKeys, type KeyNeeds } from './build-keys.ts';
import { buildRotations, type RotationNeeds } from './build-rotations.ts';
import { buildSigningIn, type SignInNeeds } from './build-signing-in.ts';
import { createClipboardGuard } from './clipboard/clipboard-guard.ts';
import type { SystemClipboard } from './clipboard/system-clipboard.ts';
import { exportHead } from './handlers/export-head.ts';
import { createLock, type LockOptions } from './lock.ts';
import type { Policy } from './policy/policy.ts';
import { createBulk } from './report/bulk.ts';
import { createReport } from './report/report.ts';
import { createReportExports } from './report/report-exports.ts';
import { createSecrets } from './secret/one-time-secret.ts';
import { judged } from './signin/describe-account.ts';

export interface ServicesOptions extends SignInNeeds, KeyNeeds, RotationNeeds, Pick<LockOptions, 'confirmPresence'> {
  /** What the company prescribes. */
  readonly policy: Policy;
  readonly proxy: LockOptions['holders']['proxy'];
  readonly systemClipboard: SystemClipboard;
  /** Writes a defect to the log, and returns the reference under which it stands there. */
  readonly onDefect: (error: unknown) => string;
}

/** Builds the use cases in the order in which they need each other. Nothing in here knows Electron. */
export function buildServices(options: ServicesOptions) {
  const { vault, clock, settings, policy, systemClipboard, handoverSystem, confirmPresence, proxy, onDefect } = options;
  const locked = createObservable(false);
  const isLocked = locked.state;
  const seconds = () => settings.state().clipboardSeconds;
  const clipboard = createClipboardGuard({ clipboard: systemClipboard, clock, seconds });
  const secrets = createSecrets({ vault, clipboard });

  const signInParts = buildSigningIn(options, { locked, clipboard });
  const { accounts, client, signingIn, computerKey } = signInParts;
  const report = createReport({ client, accounts, settings, clock, newId: randomUUID, onDefect });
  const keyParts = buildKeys(options, { signInParts, report, secrets, clipboard, isLocked });
  const { directory, usage, tools, creations, keys } = keyParts;

  const bulk = createBulk({ report, keys, directory, accounts, clock, onDefect });
  // Ends the report and the work on many keys of an account that is no longer allowed. Elsewhere its next call fails: `client` asks the policy.
  policy.subscribe(() => {
    const account = accounts.current();
    if (account === null || policy.checkAccount(judged(account)).ok) return;
    report.stop();
    // Fails only if nothing runs.
    bulk.stop();
  });
  const reportExports = createReportExports({
    report,
    headOf: (summary, exported) => exportHead(summary, accounts.current(), exported, clock.now()),
    chooseSavePath: handoverSystem.chooseSavePath,
    print: handoverSystem.print,
    copyText: clipboard.copyText,
    isLocked,
  });

  const rotationParts = buildRotations(options, { signInParts, keyParts, report, secrets, clipboard, locked });
  const { rotations, receiving, handingOver, campaigns } = rotationParts;

  const holders = { accounts, signingIn, directory, report, usage, handingOver, secrets, clipboard, proxy };
  const lock = createLock({ locked, holders, creations, receiving, confirmPresence });
  return {
    accounts,
    signingIn,
    computerKey,
    lock,
    directory,
    keys,
    creations,
    secrets,
    clipboard,
    usage,
    tools,
    report,
    bulk,
    reportExports,
    receiving,
    handingOver,
    rotations,
    campaigns,
  };
}

export type Services = ReturnType<typeof buildServices>;
