import { randomBytes, randomInt } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { lookAtSelection } from '../../../main/clipboard/x11-selection.ts';
import { firstLine, startService } from '../../../scripts/session/service.mjs';
import { plainEnvironment } from '../../support/app/environment.ts';
import { hangWithClipboard, writeOutsideClipboard } from '../../support/desktop/outside-clipboard.ts';

// On a real display. Another program (xclip) owns the selections.

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** A display that accepts only programs with its cookie, as every desktop's does. */
async function lockedDisplay() {
  const folder = await mkdtemp(join(tmpdir(), 'display-'));
  closers.push(() => rm(folder, { recursive: true, force: true }));
  const number = String(randomInt(50_000, 60_000));
  const field = (value: string | Buffer) => {
    const data = Buffer.from(value);
    return Buffer.concat([Buffer.from([data.length >> 8, data.length & 0xff]), data]);
  };
  const entry = (host: string, display: string, cookie: Buffer) =>
    Buffer.concat([Buffer.from([1, 0]), ...[host, display, 'MIT-MAGIC-COOKIE-1', cookie].map(field)]);
  const right = entry(hostname(), number, randomBytes(16));
  const others = [entry('elsewhere', number, randomBytes(16)), entry(hostname(), '7', randomBytes(16))];
  const authority = join(folder, 'authority');
  await writeFile(authority, Buffer.concat([...others, right]));
  const server = join(folder, 'server');
  await writeFile(server, right);
  const args = [`:${number}`, '-displayfd', '1', '-auth', server, '-nolisten', 'tcp'];
  const { close } = await startService({ program: 'Xvfb', args, env: process.env, ready: firstLine });
  closers.push(close);
  return { ...plainEnvironment(), DISPLAY: `:${number}`, XAUTHORITY: authority };
}

describe.skipIf(process.platform !== 'linux')('a selection of the display', () => {
  it('is read, text or empty, with the cookie, and not without it', async () => {
    const env = await lockedDisplay();
    expect(await lookAtSelection('CLIPBOARD', env)).toEqual({ kind: 'nothing' });
    await writeOutsideClipboard('grüße = 😀', env);
    expect(await lookAtSelection('CLIPBOARD', env)).toMatchObject({ kind: 'text', text: 'grüße = 😀' });
    expect(await lookAtSelection('PRIMARY', env)).toEqual({ kind: 'nothing' });
    const stranger = { ...env, XAUTHORITY: join(tmpdir(), 'none') };
    await expect(lookAtSelection('CLIPBOARD', stranger)).rejects.toThrow('lets nobody in');
  });

  it('whose owner hangs is given up after a second', async () => {
    const env = await lockedDisplay();
    closers.push(await hangWithClipboard('a shopping list', env));
    expect(await lookAtSelection('CLIPBOARD', env)).toMatchObject({ kind: 'untold' });
  });

  it('cannot be read if no display answers', async () => {
    await expect(lookAtSelection('CLIPBOARD', { DISPLAY: '' })).rejects.toThrow('not on this computer');
    await expect(lookAtSelection('CLIPBOARD', { DISPLAY: 'elsewhere:0' })).rejects.toThrow('not on this computer');
    await expect(lookAtSelection('CLIPBOARD', { DISPLAY: ':60999' })).rejects.toThrow();
  });
});
