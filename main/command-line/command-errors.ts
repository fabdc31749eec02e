import type { Prescribed } from '../policy/policy-rules.ts';
import { POLICY_REMEDY, refusalText } from '../policy/policy-words.ts';
import type { VaultProblem } from '../vault/vault.ts';

/** Why a command can fail. */
export type CommandProblem =
  | Prescribed
  | { readonly kind: 'mistake'; readonly message: string; readonly exitCode: 1 | 2 }
  /** The list of `what` (such as "kept keys") cannot be read; `reason` is a phrase. */
  | { readonly kind: 'list-unreadable'; readonly what: string; readonly file: string; readonly reason: string }
  | { readonly kind: 'name-unknown'; readonly name: string; readonly names: readonly string[] }
  /** The key is listed, but the keychain has no secret for it. */
  | { readonly kind: 'secret-missing'; readonly name: string }
  | { readonly kind: 'place-missing'; readonly name: string }
  | VaultProblem
  | { readonly kind: 'program-not-found'; readonly program: string }
  | { readonly kind: 'program-not-startable'; readonly program: string; readonly reason: string }
  /** A sentence of the window's own, about the service, signing in, or a file. */
  | { readonly kind: 'told'; readonly text: string }
  /** No account of the profile folder has this name, or more than one has it; null: none is signed in. */
  | { readonly kind: 'account-unclear'; readonly name: string | null; readonly accounts: readonly string[] }
  | OutputProblem
  /** A defect of ours. */
  | { readonly kind: 'unexpected'; readonly name: string };

export type OutputProblem =
  /** The reader of the output has gone. */
  { readonly kind: 'output-closed' } | { readonly kind: 'output-refused'; readonly reason: string };

/** The exit codes of shells: 2 not understood, 126 could not be started, 127 not found, 1 everything else. */
export function exitCodeOf(problem: CommandProblem): number {
  const { kind } = problem;
  if (kind === 'mistake') return problem.exitCode;
  if (kind === 'program-not-startable') return 126;
  return kind === 'program-not-found' ? 127 : 1;
}

const HOW_TO_KEEP = 'In Keydesk, "Keep on this computer" keeps one.';

/** One or two sentences for standard error; null if no reader is left. They never hold a secret, since no problem does. */
export function errorText(problem: CommandProblem): string | null {
  switch (problem.kind) {
    case 'mistake':
      return problem.message;
    case 'list-unreadable':
      return `the list of ${problem.what}, ${problem.file}, cannot be read: ${problem.reason}.`;
    case 'name-unknown':
      return problem.names.length === 0
        ? `no key is kept on this computer. ${HOW_TO_KEEP}`
        : `no key is kept under the name ${problem.name}. There ${namesOf(problem.names)}.`;
    case 'secret-missing':
      return `the secret key of ${problem.name} is no longer in the keychain. Remove ${problem.name} in Keydesk, under "On this computer".`;
    case 'place-missing':
      return `Keydesk does not know where ${problem.name} is used. Open it in Keydesk, under "On this computer", so that its endpoint can be found.`;
    case 'vault-failed':
      return `the keychain did not give the secret key: ${problem.reason}.`;
    case 'program-not-found':
      return `${problem.program}: command not found`;
    case 'program-not-startable':
      return `${problem.program}: could not be started: ${problem.reason}`;
    case 'prescribed':
      return `${refusalText(problem)}. ${POLICY_REMEDY}`;
    case 'told':
      return problem.text;
    case 'account-unclear':
      return accountText(problem.name, problem.accounts);
    case 'output-closed':
      return null;
    case 'output-refused':
      return `the output could not be written: ${problem.reason}.`;
    case 'unexpected':
      return `something went wrong inside Keydesk (${problem.name}).`;
  }
}

function accountText(name: string | null, accounts: readonly string[]): string {
  if (accounts.length === 0) {
    return 'no account is signed in here. Sign in with Keydesk’s window, or name a profile of an OCI configuration file: keydesk report --profile NAME.';
  }
  const which = name === null ? 'name one account with --account' : `not exactly one account goes by ${name}`;
  return `${which}. There ${namesOf(accounts)}.`;
}

const MOST = 20;
const namesOf = (names: readonly string[]) => {
  const more = names.length > MOST ? ` and ${names.length - MOST} more` : '';
  return `${names.length === 1 ? 'is' : 'are'} ${names.slice(0, MOST).join(', ')}${more}`;
};
