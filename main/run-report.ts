import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { config } from 'zod';
import { systemClock } from './basics/clock.ts';
import { createObservable } from './basics/observable.ts';
import { failed, type Outcome, success } from './basics/outcome.ts';
import { printable } from './basics/printable.ts';
import type { CommandProblem } from './command-line/command-errors.ts';
import { openCommandNetwork } from './command-line/command-network.ts';
import { interruption } from './command-line/interruption.ts';
import type { ReportCommand } from './command-line/parse-report.ts';
import { type OpenedReport, reportCommand } from './command-line/report-command.ts';
import type { CommandEnv } from './command-line/run-command.ts';
import { readStoredList } from './command-line/stored-list.ts';
import { exportHead } from './handlers/export-head.ts';
import { failureSentences } from './handlers/failure-sentences.ts';
import type { Problem } from './handlers/problem.ts';
import { createOracleClient } from './oracle/create-oracle-client.ts';
import { type PolicyRules, rulesOf } from './policy/policy-rules.ts';
import { createReport } from './report/report.ts';
import type { Account, Accounts, AccountsOptions } from './signin/account.ts';
import { createAccounts } from './signin/accounts.ts';
import { standardConfigFile } from './signin/config-file.ts';
import { readSmallFile } from './signin/small-file.ts';
import { createMemoryVault } from './vault/memory-vault.ts';
import type { Vault } from './vault/vault.ts';

// Security line 38: zod would compile its checks with `Function`.
config({ jitless: true });

interface ReportEnv extends Omit<CommandEnv, 'report'> {
  readonly vault: Vault;
  /** `accounts.json` of the profile folder. */
  readonly accountsFile: string;
}

/**
 * `keydesk report` uses the same parts as the window does, and nothing of Electron. It changes neither the accounts of the profile folder
 * nor what the keychain holds.
 */
export async function runReport(command: ReportCommand, env: ReportEnv): Promise<Outcome<number, CommandProblem>> {
  const { signal, release } = interruption(process);
  try {
    return await reportCommand(command, {
      ...env,
      open: () => openReport(command, env),
      sentenceOf,
      headOf: (summary, account) => exportHead(summary, account, 'all', Date.now()),
      now: Date.now,
      interrupted: signal,
    });
  } finally {
    release();
  }
}

/** What happened, and what can be done about it. */
function sentenceOf(problem: Problem): string {
  const { happened, remedy } = failureSentences(problem);
  return remedy === null ? happened : `${happened} ${remedy}`;
}
const told = (problem: Problem) => failed<CommandProblem>({ kind: 'told', text: sentenceOf(problem) });

async function openReport(command: ReportCommand, env: ReportEnv): Promise<Outcome<OpenedReport, CommandProblem>> {
  const fetch = openCommandNetwork(env.env);
  if (fetch === null)
    return failed({ kind: 'told', text: 'HTTPS_PROXY or HTTP_PROXY names no proxy that can be used.' });
  const policy = rulesOf(await env.readPolicies());
  const overdueDays = command.maxAgeDays ?? policy.value('overdueDays') ?? USUAL_OVERDUE_DAYS;
  const allowed = policy.checkSetting('overdueDays', overdueDays);
  if (!allowed.ok) return allowed;
  const signedIn =
    command.source.kind === 'profile'
      ? await withProfile(command.source, fetch, policy)
      : await withAccount(command.source.name, env, fetch, policy);
  if (!signedIn.ok) return signedIn;
  const accounts = signedIn.value;
  const settings = createObservable({ overdueDays });
  const { client } = accounts;
  const onDefect = (error: unknown) => {
    throw error;
  };
  const report = createReport({ client, accounts, settings, clock: systemClock, newId: randomUUID, onDefect });
  return success({ report, account: accounts.current() });
}

const signInEnv = { readFile: readSmallFile, variables: process.env, homedir };

type Fetch = typeof globalThis.fetch;

/** What CIS Oracle Cloud benchmark 1.9 says. */
const USUAL_OVERDUE_DAYS = 90;

function partsOf(
  fetch: Fetch,
  policy: PolicyRules,
): Pick<AccountsOptions, 'createOracle' | 'policy' | 'env' | 'clock' | 'isLocked' | 'newId'> {
  const createOracle: AccountsOptions['createOracle'] = (account) =>
    createOracleClient({ ...account, fetch, clock: systemClock });
  // No session is prolonged here, since only the window stores the new token.
  return { createOracle, policy, env: signInEnv, clock: systemClock, isLocked: () => true, newId: randomUUID };
}

/** A profile of an OCI configuration file. Its key is read into memory, and stored nowhere. */
async function withProfile(
  { name, config: file }: Extract<ReportCommand['source'], { kind: 'profile' }>,
  fetch: Fetch,
  policy: PolicyRules,
): Promise<Outcome<Accounts, CommandProblem>> {
  const vault = createMemoryVault('a command stores nothing');
  const accounts = createAccounts({
    ...partsOf(fetch, policy),
    vault,
    store: { read: () => undefined, write: () => {} },
  });
  const request = {
    file: file === null ? standardConfigFile(signInEnv) : resolve(file),
    profile: name,
    passphrase: null,
  };
  const signedIn = await accounts.signIn(request);
  return signedIn.ok ? success(accounts) : told(signedIn.problem);
}

/** An account of the profile folder, by any of its names; null: the one used last, or the only one. */
async function withAccount(
  name: string | null,
  env: ReportEnv,
  fetch: Fetch,
  policy: PolicyRules,
): Promise<Outcome<Accounts, CommandProblem>> {
  const stored = await readStoredList(env.accountsFile, 'accounts');
  if (!stored.ok) return stored;
  const store = { read: () => stored.value, write: () => {} };
  const accounts = createAccounts({ ...partsOf(fetch, policy), vault: env.vault, store });
  if (accounts.startProblem !== null) await env.say(`keydesk: ${printable(sentenceOf(accounts.startProblem))}`);
  const all = accounts.list();
  const goesBy = ({ id, profile, userName, displayName, userOcid }: Account) =>
    [id, profile, userName, displayName, userOcid].includes(name ?? '');
  const found = name === null ? (accounts.current() ?? (all.length === 1 ? all[0] : null)) : onlyOf(all.filter(goesBy));
  if (!found)
    return failed({
      kind: 'account-unclear',
      name,
      accounts: all.map((each) => `${each.userName} (${each.tenancyName})`),
    });
  // `found` is in the list of accounts, so this cannot fail.
  accounts.switchTo(found.id);
  const client = await accounts.client();
  return client.ok ? success(accounts) : told(client.problem);
}

const onlyOf = <T>(items: readonly T[]) => (items.length === 1 ? items[0] : undefined);
