import { resolve } from 'node:path';
import { parseReport, type ReportCommand } from './parse-report.ts';

/**
 * What a command line asks of Keydesk. `mistake`: it was not understood, and `message` says why. A mistake of `report` or `ledger` has the
 * exit code of a failure, since 2 has another meaning there: keys are overdue, or the ledger is not whole.
 */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'list'; readonly json: boolean }
  | { readonly kind: 'accounts'; readonly json: boolean }
  | { readonly kind: 'policy'; readonly json: boolean }
  /** `file`: a copy of the ledger; null: the one of the profile folder. */
  | { readonly kind: 'ledger-verify'; readonly file: string | null }
  | { readonly kind: 'credentials'; readonly name: string }
  | { readonly kind: 'exec'; readonly name: string; readonly program: string; readonly args: readonly string[] }
  | ReportCommand
  | { readonly kind: 'mistake'; readonly message: string; readonly exitCode: 1 | 2 };

/**
 * The words after the program's own name. `appPath`: in a checkout, the folder of the app, which Electron's own program runs; the words up
 * to this folder belong to Electron. Null in a package, whose program is Keydesk itself.
 */
export function wordsOf(argv: readonly string[], appPath: string | null): readonly string[] {
  const app = appPath === null ? 0 : argv.findIndex((word, at) => at > 0 && resolve(word) === resolve(appPath));
  return app < 0 ? [] : argv.slice(app + 1);
}

/**
 * Null: there is no command, so a window opens. Switches before a command belong to Chromium (`--user-data-dir=DIR`) and are not checked.
 * Everything after the command is checked. The name of a file is no command; a plain lower-case word is a command or a mistake.
 */
export function parseCommand(words: readonly string[]): Command | null {
  for (const [at, word] of words.entries()) {
    if (word === '--help' || word === '-h') return { kind: 'help' };
    if (word === '--version') return { kind: 'version' };
    if (!word.startsWith('-')) return parseFrom(word, words.slice(at + 1));
  }
  return null;
}

const mistake = (message: string, exitCode: 1 | 2 = 2): Command => ({ kind: 'mistake', message, exitCode });
const isOption = (word: string) => word.startsWith('-');
const asksForHelp = (word: string | undefined) => word === '--help' || word === '-h';

function parseFrom(command: string, rest: readonly string[]): Command | null {
  if (command === 'list' || command === 'accounts' || command === 'policy') return parseList(command, rest);
  if (command === 'credentials') return parseCredentials(rest);
  if (command === 'exec') return parseExec(rest);
  if (command === 'ledger') return parseLedger(rest);
  if (command === 'report') return parseReportWords(rest);
  return /^[a-z]+(-[a-z]+)*$/.test(command) ? mistake(`there is no command ${command}`) : null;
}

function parseList(kind: 'list' | 'accounts' | 'policy', rest: readonly string[]): Command {
  if (rest.some(asksForHelp)) return { kind: 'help' };
  const [unknown] = rest.filter((word) => word !== '--json');
  return unknown === undefined ? { kind, json: rest.length > 0 } : notTaken(kind, unknown);
}

function parseLedger([verb, file, ...others]: readonly string[]): Command {
  if ([verb, file].some(asksForHelp)) return { kind: 'help' };
  const unknown = others[0] ?? (file !== undefined && isOption(file) ? file : undefined);
  if (verb !== 'verify') return mistake('ledger needs to know what to do: keydesk ledger verify', 1);
  return unknown === undefined
    ? { kind: 'ledger-verify', file: file ?? null }
    : mistake(`ledger verify does not take ${unknown}`, 1);
}

function parseReportWords(rest: readonly string[]): Command {
  if (rest.some(asksForHelp)) return { kind: 'help' };
  const report = parseReport(rest);
  return report.ok ? report.value : mistake(report.problem, 1);
}

/** `--json` is accepted and changes nothing, since `credentials` always prints JSON. */
function parseCredentials(rest: readonly string[]): Command {
  if (rest.some(asksForHelp)) return { kind: 'help' };
  const [name, unknown] = rest.filter((word) => word !== '--json');
  if (name === undefined) return mistake('credentials needs the name of a key that is kept on this computer');
  if (isOption(name)) return notTaken('credentials', name);
  return unknown === undefined ? { kind: 'credentials', name } : notTaken('credentials', unknown);
}

/**
 * The word `--` may be left out only if no word looks like a switch. Without `--` before a switch, Chromium takes it as its own, and
 * `--user-data-dir` would move Keydesk's own folder.
 */
function parseExec(rest: readonly string[]): Command {
  const [name, ...behind] = rest;
  if (asksForHelp(name)) return { kind: 'help' };
  if (name === undefined || name === '--') return mistake('exec needs the name of a key that is kept on this computer');
  if (isOption(name)) return notTaken('exec', name);
  const isDivided = behind[0] === '--';
  const [program, ...args] = isDivided ? behind.slice(1) : behind;
  if (program === undefined || program === '') return mistake('exec needs a command to run');
  if (!isDivided && [program, ...args].some(isOption)) {
    return mistake(`put -- before a command that has options: keydesk exec ${name} -- COMMAND...`);
  }
  return { kind: 'exec', name, program, args };
}

const notTaken = (command: string, word: string): Command =>
  mistake(isOption(word) ? `${command} has no option ${word}` : `${command} does not take ${word}`);
