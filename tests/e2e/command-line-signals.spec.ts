import { join } from 'node:path';
import { expect } from '@playwright/test';
import { keydeskWords, shellLine, startCommand } from '../support/app/command-line.ts';
import { test } from '../support/app/saved-key-test.ts';

test.skip(process.platform !== 'linux', 'signals and terminals of Linux');

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
  ['SIGQUIT', 131],
] as const) {
  test(`passes ${signal} on to the command, and waits for it`, async ({ computer }) => {
    const name = signal.slice(3);
    const script = `trap 'echo told ${name}; exit 3' ${name}; echo ready; for i in $(seq 200); do sleep 0.1; done`;
    const told = computer.start('exec', 'backup', '--', 'sh', '-c', script);
    await told.saying('ready');
    told.process.kill(signal);
    expect(await told.ended).toEqual({ code: 3, out: `ready\ntold ${name}\n`, err: '' });

    const ended = computer.start('exec', 'backup', '--', 'sh', '-c', 'ulimit -c 0; echo ready; exec sleep 60');
    await ended.saying('ready');
    ended.process.kill(signal);
    expect((await ended.ended).code).toBe(code);
  });
}

test('lets Ctrl+C at a terminal reach the command once, and waits for it', async ({ computer }) => {
  const script =
    "trap 'n=$((n+1))' INT; echo ready; until [ $n ]; do sleep 0.1; done; i=0; while [ $i -lt 15 ]; do sleep 0.1; i=$((i+1)); done; echo told $n; exit 4";
  const words = [...keydeskWords(computer.folder), 'exec', 'backup', '--', 'sh', '-c', script];
  // The program `script` runs its command in a terminal, and types our input there.
  const atTerminal = startCommand(['script', '-qec', `exec ${shellLine(words)}`, '/dev/null'], computer.env);
  await atTerminal.saying('ready');
  atTerminal.process.stdin?.write('\u0003');
  const { code, out } = await atTerminal.ended;
  expect(out).toContain('told 1');
  expect(code).toBe(4);
});

test('passes on what another program sends it, also behind a terminal', async ({ computer, home }) => {
  const out = join(home, 'out');
  const words = [...keydeskWords(computer.folder), 'exec', 'backup', '--', 'sh', '-c', 'echo ready; exec sleep 60'];
  const inBackground = `set -m; "$@" >'${out}' & until grep -q ready '${out}'; do sleep 0.1; done; kill -INT $!; wait $!; echo code $?`;
  const line = shellLine(['sh', '-c', inBackground, 'sh', ...words]);
  expect((await startCommand(['script', '-qec', line, '/dev/null'], computer.env).ended).out).toContain('code 130');
});

test('runs a command on behind a terminal that has gone, where nohup stands before it', async ({ computer }) => {
  const told = computer.start(
    'exec',
    'backup',
    '--',
    'nohup',
    'sh',
    '-c',
    'echo ready; read line; echo survived; exit 6',
  );
  await told.saying('ready');
  told.process.kill('SIGHUP');
  told.process.stdin?.end('\n');
  const { code, out } = await told.ended;
  expect(out).toContain('survived');
  expect(code).toBe(6);
});
