import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { readCommandLine } from '../../../simulator/command-line.ts';
import { type SimulatorAddresses, startSimulator } from '../../../simulator/start-simulator.ts';
import { signedCaller } from '../../support/simulator/signed-caller.ts';

const entry = join(import.meta.dirname, '../../../simulator/index.ts');

const temporary = mkdtempSync(join(tmpdir(), 'keydesk-test-'));
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

function run(...args: string[]) {
  const child = spawn(process.execPath, [entry, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, TMPDIR: temporary },
  });
  children.push(child);
  const text = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text.out += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    text.err += part;
  });
  return { child, text, ended: once(child, 'close') as Promise<[number | null, string | null]> };
}

/** Expects that the simulator stops on this signal, and removes its keys. */
async function stopsOn(
  signal: NodeJS.Signals,
  { child, addresses, ended }: Omit<Awaited<ReturnType<typeof start>>, 'text'>,
) {
  const folder = dirname(addresses.configFile);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  for (const name of ['config', 'ADMIN.pem', 'USER.pem']) {
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  }
  // A connection that stays open for reuse must not prevent the simulator from stopping.
  await fetch(`${addresses.url}/simulator/faults`);
  child.kill(signal);
  expect(await ended).toEqual([0, null]);
  expect(existsSync(folder)).toBe(false);
}

async function start(...args: string[]) {
  const running = run('--users', '30', ...args);
  while (!running.text.out.includes('\n')) await once(running.child.stdout, 'data');
  return { ...running, addresses: JSON.parse(running.text.out) as SimulatorAddresses };
}

describe('the command line', () => {
  it('prints one line of JSON with its addresses, serves there, and stops on SIGTERM', async () => {
    const { child, text, addresses, ended } = await start();
    expect(text.out.split('\n')).toHaveLength(2);
    expect(Object.keys(addresses)).toEqual([
      'url',
      'configFile',
      'profiles',
      'identityUrl',
      'domainUrl',
      'objectStorageUrl',
      's3Url',
      'loginUrl',
    ]);
    expect(addresses.profiles).toEqual(['ADMIN', 'USER']);
    expect(addresses.domainUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/idcs-[0-9a-f]{32}$/);
    const { json } = await signedCaller(addresses, 'ADMIN').call(
      'GET',
      `${addresses.domainUrl}/admin/v1/Users?count=0`,
    );
    expect(json.totalResults).toBe(30);
    await stopsOn('SIGTERM', { child, addresses, ended });
  });

  it('stops when the pipe to its parent ends, with --parent-pipe; else it goes on until SIGINT', async () => {
    const [told, other] = await Promise.all([start('--parent-pipe'), start()]);
    other.child.stdin?.end();
    told.child.stdin?.end();
    expect(await told.ended).toEqual([0, null]);
    expect(existsSync(dirname(told.addresses.configFile))).toBe(false);
    expect((await fetch(`${other.addresses.url}/simulator/faults`)).status).toBe(200);
    await stopsOn('SIGINT', other);
  });

  it.each([
    ['--port', 'http'],
    ['--port', '65536'],
    ['--users', '2'],
    ['--users', '100001'],
    ['--users', '1e3'],
    ['--seed='],
    ['--seed'],
    ['--colour', 'red'],
    ['start'],
  ])('refuses %s %s in one sentence', (...args) => {
    const refusal = readCommandLine(args.filter((arg) => arg !== undefined));
    expect(refusal).toMatch(/^[^\n]+\.$/);
    expect(refusal).not.toMatch(/\bat .*:\d+/);
  });

  it('says what it refuses, and nothing else, with exit code 2', async () => {
    const { ended, text } = run('--port', '65536');
    expect(await ended).toEqual([2, null]);
    expect(text).toEqual({ out: '', err: `${readCommandLine(['--port', '65536'])}\n` });
  });

  it('says which port is taken, with exit code 1, and leaves no folder behind', async () => {
    const other = await startSimulator({ users: 3 });
    const { port } = new URL(other.url);
    const { ended, text } = run('--port', port, '--users', '3');
    expect(await ended).toEqual([1, null]);
    expect(text.err).toBe(`The simulator could not start: port ${port} of 127.0.0.1 is taken.\n`);
    await other.close();
  });
});

describe('the folder of a simulator that was killed', () => {
  const leave = (pid: number | undefined, ageMs: number) => {
    const folder = join(temporary, `keydesk-simulator-${pid}-abc123`);
    mkdirSync(folder, { mode: 0o700 });
    const time = new Date(Date.now() - ageMs);
    utimesSync(folder, time, time);
    return folder;
  };
  const twoHours = 7_200_000;

  it('is removed by the next one, once it is an hour old and its process is gone; no other is', async () => {
    const running = leave(process.pid, twoHours);
    const { child, addresses, ended } = await start();
    child.kill('SIGKILL');
    await ended;
    const folder = dirname(addresses.configFile);
    expect(readdirSync(folder)).toHaveLength(3);
    await start();
    expect(existsSync(folder)).toBe(true);
    const old = new Date(Date.now() - twoHours);
    utimesSync(folder, old, old);
    await start();
    expect(existsSync(folder)).toBe(false);
    expect(existsSync(running)).toBe(true);
  });
});

describe('the configuration file', () => {
  it('has two profiles with keys of their own and the endpoint that replaces Oracle', async () => {
    const simulator = await startSimulator({ users: 3 });
    const text = readFileSync(simulator.configFile, 'utf8');
    expect(text.match(/^\[.*\]$/gm)).toEqual(['[ADMIN]', '[USER]']);
    for (const name of ['user', 'fingerprint', 'key_file', 'tenancy', 'region', 'keydesk_endpoint']) {
      expect(text.match(new RegExp(`^${name}=.+$`, 'gm'))).toHaveLength(2);
    }
    expect(text).toContain(`keydesk_endpoint=${simulator.url}\n`);
    expect(new Set(text.match(/^fingerprint=.*$/gm)).size).toBe(2);
    await simulator.close();
    expect(existsSync(simulator.configFile)).toBe(false);
  });
});
