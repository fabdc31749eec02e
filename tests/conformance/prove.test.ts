import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkout } from '../../scripts/project/checkout.mjs';
import { groups } from '../../scripts/prove/probe-table.ts';
import { prove } from '../../scripts/prove/prove.ts';
import { type Simulator, startSimulator } from '../../simulator/start-simulator.ts';
import { type SwitchesToSet, simulatorControls } from '../support/simulator/simulator-controls.ts';

// One simulator plays the real tenancy. The command itself starts another simulator, to compare the two.

let tenancy: Simulator;
let controls: ReturnType<typeof simulatorControls>;
const home = mkdtempSync(join(tmpdir(), 'prove-'));
const journalFile = join(home, '.keydesk-prove', 'made.jsonl');

beforeAll(async () => {
  tenancy = await startSimulator({ users: 60 });
  controls = simulatorControls(tenancy.url);
});
beforeEach(() => controls.reset());
afterAll(async () => {
  await tenancy.close();
  rmSync(home, { recursive: true, force: true });
});

/** The ids of all keys, and the fingerprints of all API keys, at the tenancy. */
async function whatIsThere() {
  const { keys, apiKeys } = await controls.state();
  return [...keys.map(({ id }) => id), ...apiKeys.map(({ fingerprint }) => fingerprint)].sort();
}

interface Run {
  readonly profile?: 'ADMIN' | 'USER';
  readonly user?: string;
  readonly confirm?: () => Promise<boolean>;
  readonly only?: readonly string[];
}
async function run({ profile = 'ADMIN', user, confirm = async () => true, only }: Run = {}) {
  const transcriptFile = join(home, 'transcript.txt');
  rmSync(transcriptFile, { force: true });
  const said: string[] = [];
  const code = await prove({
    source: { configFile: tenancy.configFile, profile, user: user ?? null },
    groups: groups.filter(({ name }) => only?.includes(name) ?? true),
    version: '0.0.0',
    journalFile,
    transcriptFile,
    say: (line) => said.push(line),
    confirm,
    signal: new AbortController().signal,
  });
  const transcript = existsSync(transcriptFile) ? readFileSync(transcriptFile, 'utf8') : '';
  const idsOf = (verdict: string) =>
    [...transcript.matchAll(new RegExp(`^${verdict} +([a-z0-9-]+):`, 'gm'))].map(([, id]) => id);
  return { code, said: said.join('\n'), transcript, idsOf };
}

describe('a tenancy that behaves as the simulator does', () => {
  it.each<[string, Run, string[]]>([
    ['an administrator’s own keys', {}, ['reading-7']],
    ['another user’s keys', { user: 'murasaki', only: ['reading', 'keys'] }, ['reading-7']],
    [
      'an ordinary user’s own keys',
      { profile: 'USER', only: ['reading', 'keys', 's3'] },
      ['reading-10', 'reading-11', 'reading-12'],
    ],
  ])('differs in nothing, and nothing is left there: %s', async (_, options, impossible) => {
    const before = await whatIsThere();
    const { code, said, transcript, idsOf } = await run(options);
    expect(idsOf('differs')).toEqual([]);
    expect(idsOf('not possible')).toEqual(expect.arrayContaining(impossible));
    expect(idsOf('same').length).toBeGreaterThan(22);
    expect(await whatIsThere()).toEqual(before);
    expect(code).toBe(0);
    expect(said).toContain('Nothing is left behind.');
    const people = ['ada.byron', 'charles.babbage', 'murasaki', 'acme', 'ocid1.user.', 'ocid1.tenancy.', '127.0.0.1'];
    expect(people.filter((name) => transcript.replaceAll(/ocid1\.\w+\.\.\./g, '').includes(name))).toEqual([]);
  });
});

describe('a tenancy that behaves otherwise', () => {
  it.each<[SwitchesToSet, string[], RegExp, Run?]>([
    [
      {
        limitStatus: 409,
        retriedCreateHasSecret: false,
        s3DefaultRegion: false,
        sessionsInDomains: false,
        keyReferences: false,
      },
      [
        'reading-20',
        'keys-2',
        'keys-6',
        'keys-9',
        'keys-11',
        'keys-12',
        'api-keys-4',
        'sessions-3',
        'sessions-4',
        'sessions-5',
        's3-4',
        's3-5',
      ],
      /keys-11: .*\n.*\n(?:.*\n)*? +tenancy +status 409\n +simulator status 400\n/,
    ],
    [
      {
        inactiveKeysCount: false,
        sharedKeys: false,
        apiKeyLimit: 'wrapped',
        apiKeyDelay: 1,
        keyLists: { Default: 'refused' },
      },
      [
        'reading-10',
        'reading-11',
        'keys-5',
        'keys-9',
        'keys-13',
        'keys-18',
        'keys-16',
        'api-keys-1',
        'api-keys-2',
        'api-keys-5',
      ],
      /keys-9: .*\n.*\n(?:.*\n)*? +tenancy +status 201\n/,
    ],
    [
      { statusPatch: false },
      ['keys-8', 'keys-10', 'keys-17'],
      /keys-8: .*\n.*\n(?:.*\n)*? +simulator status 200\n/,
      { only: ['keys'] },
    ],
  ])('is found out, probe by probe, and nothing is left there: %o', async (switches, different, lines, options) => {
    const before = await whatIsThere();
    await controls.setSwitches(switches);
    const { code, said, transcript, idsOf } = await run(options);
    expect(idsOf('differs')).toEqual(different);
    for (const id of different) expect(said).toContain(`${id} differs: `);
    expect(transcript).toMatch(lines);
    expect(await whatIsThere()).toEqual(before);
    expect(code).toBe(0);
  });
});

it('nothing is sent that the person has not confirmed, after the plan', async () => {
  const { code, said } = await run({ confirm: async () => false });
  expect(code).toBe(3);
  expect(said).toContain(
    'It tries your own keys (1 of 2 used) as an administrator of the domain; you have 1 of 3 API keys.',
  );
  expect(said).toContain('Does an inactive key count toward the limit of two?');
  const { requests } = await controls.asked();
  expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});

/** Runs the command in another process, and holds it just after it has made a key. */
async function runThatStands() {
  await controls.setFault({ kind: 'hold', method: 'PATCH', path: 'CustomerSecretKeys', times: null });
  const words = [
    '--profile',
    'ADMIN',
    '--config-file',
    tenancy.configFile,
    '--without',
    'reading,api-keys,sessions,s3',
    '--yes',
  ];
  const child = spawn(process.execPath, [join(checkout, 'scripts', 'prove', 'index.ts'), ...words], {
    env: { ...process.env, HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  await expect
    .poll(async () => (await controls.state()).keys.some(({ name }) => name?.startsWith('keydesk-prove-')))
    .toBe(true);
  return { child, ended, output: () => output };
}

describe('a run that is ended in the middle', () => {
  it('by Ctrl+C deletes what it has made', async () => {
    const before = await whatIsThere();
    const { child, ended, output } = await runThatStands();
    child.kill('SIGINT');
    child.kill('SIGINT');
    await controls.clearFaults();
    expect(await ended).toBe(1);
    expect(output()).toContain('Nothing is left behind.');
    expect(await whatIsThere()).toEqual(before);
  });

  it('by force leaves a note, and the next run deletes what was made first', async () => {
    const before = await whatIsThere();
    const { child, ended } = await runThatStands();
    child.kill('SIGKILL');
    await ended;
    await controls.clearFaults();
    expect((await whatIsThere()).length).toBe(before.length + 1);
    const refused = await run({ confirm: async () => false, only: ['reading'] });
    expect(refused.code).toBe(3);
    expect(refused.said).toMatch(/^An earlier run was ended in the middle. It may have left: keydesk-prove-\w+/);
    const { said } = await run({ only: ['reading'] });
    expect(said).toContain('Nothing is left behind.');
    expect(await whatIsThere()).toEqual(before);
  });
});
