import type { Facts } from './probe.ts';
import { type Probe, probePage } from './probe-table.ts';
import type { Place } from './side.ts';

export type Verdict = 'same' | 'differs' | 'not possible';
/** The result of one probe: the facts of both sides, or a sentence why a side has none. */
export interface Result {
  readonly probe: Probe;
  readonly tenancy: Facts | string;
  readonly standIn: Facts | string;
}

/** Compares the facts of a probe: the lines of both sides, and the lines of only one side. */
export function compare({ tenancy, standIn }: Result) {
  if (typeof tenancy === 'string') return { verdict: 'not possible', why: tenancy } as const;
  if (typeof standIn === 'string') return { verdict: 'not possible', why: `${standIn} (in the simulator)` } as const;
  const there = standIn.compared.filter((line) => !tenancy.compared.includes(line));
  const here = tenancy.compared.filter((line) => !standIn.compared.includes(line));
  const both = tenancy.compared.filter((line) => !here.includes(line));
  const verdict: Verdict = here.length + there.length === 0 ? 'same' : 'differs';
  return { verdict, both, here, there, noted: tenancy.noted };
}

export const verdictOf = (result: Result) => compare(result).verdict;
export const headline = (result: Result) =>
  `${verdictOf(result).padEnd(13)}${result.probe.id}: ${result.probe.question}`;
export const sumOf = (results: readonly Result[]) =>
  (['same', 'differs', 'not possible'] as const)
    .map((verdict) => `${verdict} ${results.filter((result) => verdictOf(result) === verdict).length}`)
    .join(', ');

function linesOf(result: Result): readonly string[] {
  const found = compare(result);
  const head = ['', headline(result), `    settles: ${result.probe.settles} ...`];
  if ('why' in found) return [...head, `    because ${found.why}`];
  const marked = { 'both     ': found.both, 'tenancy  ': found.here, simulator: found.there, 'noted    ': found.noted };
  return [...head, ...Object.entries(marked).flatMap(([mark, lines]) => lines.map((line) => `    ${mark} ${line}`))];
}

/** The text for the user to send to us. It contains formats, codes and the service's words, and no value that identifies anybody. */
export function writeTranscript(
  { isAdministrator, owner, licenseType, hasApiKey, apiKeys }: Place,
  results: readonly Result[],
  { version, left }: { version: string; left: number },
): string {
  return [
    `Keydesk ${version}, ${new Date().toISOString().slice(0, 10)}`,
    `signed with ${hasApiKey ? 'an API key' : 'a session'}, by ${isAdministrator ? 'an administrator' : 'a user'} of the domain`,
    `license type of the domain: ${licenseType ?? 'not told'}`,
    `keys of ${owner.isSelf ? 'one’s own' : 'another user'}: ${owner.keys} before; API keys: ${apiKeys} before`,
    `${sumOf(results)}; left behind: ${left === 0 ? 'nothing' : left}`,
    ...results.flatMap(linesOf),
    '',
    probePage.slice(probePage.indexOf('## Out of reach')),
  ].join('\n');
}
