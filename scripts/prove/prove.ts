import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { reasonOf } from '../../main/basics/reason-of.ts';
import { type OpenThing, openJournal, unwritten } from './made-things.ts';
import { openTenancy, type Source } from './open-tenancy.ts';
import { type Facts, reasonWhyNot } from './probe.ts';
import type { Probe, ProbeGroup } from './probe-table.ts';
import { createRedaction } from './redaction.ts';
import { createSide, type Place, type Side } from './side.ts';
import { openStandIn } from './stand-in.ts';
import { compare, headline, type Result, sumOf, verdictOf, writeTranscript } from './transcript.ts';

interface ProveOptions {
  readonly source: Source;
  readonly groups: readonly ProbeGroup[];
  readonly version: string;
  /** The file in which everything is written down before it is made. The next run reads the file. */
  readonly journalFile: string;
  readonly transcriptFile: string;
  readonly say: (line: string) => void;
  readonly confirm: (question: string) => Promise<boolean>;
  /** Stops the probes. All that they made is still deleted. */
  readonly signal: AbortSignal;
}

const MINUTE = 60_000;
/** In ms. A run takes at most ten minutes: the other two are for deleting what was made. */
const PROBING = 8 * MINUTE;
const MOST_REQUESTS = 400;
const stopped = 'the run was stopped, or its time was over';

/** Does the whole run. Returns the exit code. 0: done. 1: incomplete, or something could not be deleted. 3: the user did not confirm. */
export async function prove(options: ProveOptions): Promise<0 | 1 | 3> {
  const { source, groups, version, journalFile, transcriptFile, say, confirm, signal } = options;
  const redaction = createRedaction();
  const journal = openJournal(journalFile, say);
  /** Deletes these things. Returns the names of things that are still there, or may still be made. */
  const clean = async (from: Source, things: readonly OpenThing[]) => {
    const names = things.map(({ name }) => name).join(', ');
    const limits = { deadline: Date.now() + 2 * MINUTE, mostRequests: 100, signal: new AbortController().signal };
    try {
      const side = createSide(await openTenancy(from, redaction), redaction, journal.madeFrom(from), limits);
      const still = await journal.cleanUp(side, things);
      const sentence = `Not gone for certain: ${still.join(', ')}. Run this again in ten minutes.`;
      say(still.length === 0 ? 'Nothing is left behind.' : sentence);
      return still;
    } catch (error) {
      const remedy = `Delete what is there in the Console, then remove ${journalFile}.`;
      throw new Error(`This could not look for ${names}: ${reasonOf(error)} ${remedy}`);
    }
  };

  const before = await journal.open();
  if (before.length > 0) {
    say(`An earlier run was ended in the middle. It may have left: ${before.map(({ name }) => name).join(', ')}.`);
    if (!(await confirm('Look for them, and delete what is there?'))) return 3;
    const sources = Map.groupBy(before, ({ configFile, profile, user }) =>
      JSON.stringify({ configFile, profile, user }),
    );
    for (const [from, things] of sources) await clean(JSON.parse(from), things);
  }

  const place = await openTenancy(source, redaction);
  for (const line of planOf(options, place)) say(line);
  if (!(await confirm('Begin?'))) return 3;
  await using standIn = await openStandIn(place, redaction);
  const limits = { deadline: Date.now() + PROBING, mostRequests: MOST_REQUESTS, signal };
  const tenancySide = createSide(place, redaction, journal.madeFrom(source), limits);
  const standInSide = createSide(standIn, redaction, unwritten, limits);
  const results: Result[] = [];
  let left: readonly string[] = [];
  try {
    for (const probe of groups.flatMap((group) => group.probes)) {
      const isOver = signal.aborted || Date.now() > limits.deadline;
      const [tenancy, inStandIn] = isOver
        ? [stopped, stopped]
        : await Promise.all([factsOrReason(probe, tenancySide), factsOrReason(probe, standInSide)]);
      results.push({ probe, tenancy, standIn: inStandIn });
      if (!isOver) for (const result of results.slice(-1)) say(headline(result));
    }
  } finally {
    const known = new Set(before.map(({ name }) => name));
    const things = (await journal.open()).filter(({ name }) => !known.has(name));
    if (things.length > 0) left = await clean(source, things);
  }

  const text = writeTranscript(place, results, { version, left: left.length });
  const traces = redaction.findTraces(text);
  if (traces.length > 0)
    throw new Error(`The transcript was not written, by a fault of ours: it holds ${traces.join(', ')}.`);
  await mkdir(dirname(transcriptFile), { recursive: true });
  await writeFile(transcriptFile, text, { mode: 0o600 });
  for (const result of results) if (verdictOf(result) === 'differs') say(differenceOf(result));
  say(`${sumOf(results)}\n${transcriptFile}: read it, and send it in.`);
  return left.length === 0 && !signal.aborted ? 0 : 1;
}

function planOf({ groups, source }: ProveOptions, { owner, isAdministrator, apiKeys }: Place): readonly string[] {
  const whose = owner.isSelf ? 'your own keys' : `the keys of ${source.user}`;
  const role = isAdministrator ? 'an administrator' : 'a user';
  return [
    `This asks Oracle at most ${MOST_REQUESTS} times, for at most ten minutes, and compares each answer with the simulator's.`,
    `It tries ${whose} (${owner.keys} of 2 used) as ${role} of the domain; you have ${apiKeys} of 3 API keys.`,
    'What it makes it deletes at the end, at Ctrl+C too. It changes no key that is there now.',
    ...groups.flatMap(({ name, makes, probes }) => [
      `\n${name}: ${makes}`,
      ...probes.map(({ question }) => `  ${question}`),
    ]),
    '',
  ];
}

async function factsOrReason(probe: Probe, side: Side): Promise<Facts | string> {
  try {
    return await probe.ask(side);
  } catch (error) {
    const reason = error instanceof Error && error.name === 'AbortError' ? stopped : reasonWhyNot(error);
    if (reason === null) throw error;
    return reason;
  }
}

function differenceOf(result: Result): string {
  const found = compare(result);
  const [here, there] = 'why' in found ? [[], []] : [found.here, found.there];
  return `${result.probe.id} differs: ${here.join(', ') || 'nothing'}; the simulator: ${there.join(', ') || 'nothing'}`;
}
