import { failed, type Outcome, success } from '../basics/outcome.ts';
import { printable } from '../basics/printable.ts';
import { type CommandProblem, errorText, exitCodeOf, type OutputProblem } from './command-errors.ts';
import { helpText, usageLine } from './help-text.ts';
import { lendSavedKey, type SavedKeysHere } from './lend-saved-key.ts';
import { listJson, listTable } from './list.ts';
import type { Command } from './parse-command.ts';
import type { ReportCommand } from './parse-report.ts';
import { runProgram } from './run-program.ts';
import { readSavedList } from './stored-list.ts';
import { toolEnvironment } from './tool-environment.ts';

export interface CommandEnv extends SavedKeysHere {
  /** Loaded only for `report`: tools start the other commands often, so these should load little. */
  readonly report: (command: ReportCommand) => Promise<Outcome<number, CommandProblem>>;
  /** The window's list of accounts. */
  readonly accountsFile: string;
  /** The window's ledger of rotations. */
  readonly ledgerFile: string;
  /** The version of Keydesk. */
  readonly version: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Standard output is a screen that somebody looks at. */
  readonly isScreen: boolean;
  /** Standard output. */
  readonly print: (text: string) => Promise<Outcome<null, OutputProblem>>;
  /** A line on standard error. */
  readonly say: (line: string) => Promise<unknown>;
}

/**
 * Does what a command line asks for, without a window, and gives the exit code. Never rejects: Electron would answer with a stack and a
 * crash. Of a defect only the name is printed, since its message may hold a secret.
 */
export async function runCommand(command: Command, env: CommandEnv): Promise<number> {
  const done = await carryOut(command, env).catch((error: unknown) =>
    failed<CommandProblem>({ kind: 'unexpected', name: error instanceof Error ? error.name : typeof error }),
  );
  if (done.ok) return done.value;
  const text = errorText(done.problem);
  // `printable`: a text that was typed or comes from a file must not move the cursor or change colours.
  if (text !== null) await env.say(`keydesk: ${printable(text)}`);
  if (done.problem.kind === 'mistake') await env.say(usageLine);
  return exitCodeOf(done.problem);
}

async function carryOut(command: Command, here: CommandEnv): Promise<Outcome<number, CommandProblem>> {
  const print = async (text: string): Promise<Outcome<number, CommandProblem>> => {
    const printed = await here.print(text);
    return printed.ok ? success(0) : printed;
  };

  switch (command.kind) {
    case 'help':
      return print(helpText);
    case 'version':
      return print(`${here.version}\n`);
    case 'mistake':
      return failed(command);
    case 'list': {
      const keys = await readSavedList(here.savedKeysFile);
      if (!keys.ok) return keys;
      if (keys.value.length === 0) await here.say('keydesk: no key is kept on this computer.');
      return print(command.json ? listJson(keys.value) : listTable(keys.value));
    }
    case 'report':
      return here.report(command);
    case 'accounts': {
      // Loaded only for this command, so that an S3 tool that fetches a key every second does not wait for this code.
      const { accountsJson, accountsTable, readAccountList } = await import('./account-list.ts');
      const accounts = await readAccountList(here.accountsFile, Date.now());
      if (!accounts.ok) return accounts;
      if (accounts.value.length === 0) await here.say('keydesk: nobody is signed in.');
      return print(command.json ? accountsJson(accounts.value) : accountsTable(accounts.value));
    }
    case 'ledger-verify': {
      const { verifyLedger } = await import('./verify-ledger.ts');
      const verified = await verifyLedger(command.file ?? here.ledgerFile, command.file !== null);
      if (!verified.ok) return verified;
      const { whole, text } = verified.value;
      if (whole) return print(`${text}\n`);
      await here.say(`keydesk: ${text}`);
      return success(2);
    }
    case 'policy': {
      const { policyJson, policyNotes, policyTable } = await import('./policy-list.ts');
      const reading = await here.readPolicies();
      const notes = policyNotes(reading);
      for (const note of notes) await here.say(`keydesk: ${printable(note)}`);
      const printed = await print(command.json ? policyJson(reading) : policyTable(reading));
      return printed.ok && notes.length > 0 ? success(1) : printed;
    }
    case 'credentials':
      return lendSavedKey(here, command.name, async (secretKey, { accessKey }) => {
        if (here.isScreen) await here.say(`keydesk: ${onScreenWarning}`);
        return print(credentialsText(accessKey, secretKey));
      });
    case 'exec':
      return lendSavedKey(here, command.name, async (secretKey, { accessKey, place }) => {
        if (place === null) return failed({ kind: 'place-missing', name: command.name });
        const env = toolEnvironment(here.env, { accessKey, place }, secretKey);
        return runProgram({ program: command.program, args: command.args, env });
      });
  }
}

/**
 * What AWS tools expect of a `credential_process`. Without `Expiration`, a tool fetches the key once in each of its runs.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 */
function credentialsText(accessKey: string, secretKey: string): string {
  return `${JSON.stringify({ Version: 1, AccessKeyId: accessKey, SecretAccessKey: secretKey })}\n`;
}

/** Said on standard error where standard output is a screen. */
const onScreenWarning =
  'warning: the secret key stands on this screen in clear text, and in what the terminal remembers.';
