import { statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtInSource, updateSource } from '../../../main/updates/update-source.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { list, newSigner, seal } from '../../support/updates/signed-list.ts';
import { LIST, settled, setUp } from '../../support/updates/updates-rig.ts';

describe('a newer version', () => {
  it('is told from a list that both keys have signed, and of this computer the server learns nothing', async () => {
    const { server, updates, standing, time } = await setUp({ mode: 'notify' });
    unwrap(await updates.check());
    const { known, checked, problem, fetched } = standing();
    expect(known).toMatchObject({ version: '0.2.0', isNewer: true, isNeeded: false });
    expect(known?.download?.url).toBe(`${server.url}/keydesk/0.2.0/keydesk-0.2.0-win-x64-user.exe`);
    expect({ checked, problem, fetched }).toEqual({
      checked: new Date(time.now).toISOString(),
      problem: null,
      fetched: { kind: 'none' },
    });
    expect(server.seen.map(({ path }) => path)).toEqual([LIST]);
    const { host: _, connection: __, ...headers } = server.seen[0]?.headers ?? {};
    expect(headers).toEqual({
      accept: '*/*',
      'accept-encoding': expect.any(String),
      'accept-language': '*',
      'cache-control': 'no-cache',
      pragma: 'no-cache',
      'sec-fetch-mode': 'cors',
      'user-agent': 'Keydesk',
    });
  });

  it('is fetched by itself into a file of this person alone, and started by the person', async () => {
    const { updates, standing, opened, folder } = await setUp();
    unwrap(await updates.check());
    await settled(updates);
    expect(standing().fetched).toEqual({ kind: 'ready' });
    expect(opened).toEqual([]);
    unwrap(await updates.open());
    const [path = ''] = opened;
    expect(path.startsWith(folder)).toBe(true);
    if (process.platform === 'win32') return;
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
    expect((statSync(dirname(path)).mode & 0o777).toString(8)).toBe('700');
  });

  it('is there again after a restart, without being fetched again; one that has been changed is not', async () => {
    const { updates, start, standing, server, opened } = await setUp();
    await updates.check();
    await settled(updates);
    const asked = server.seen.length;
    const next = start();
    await next.resume();
    expect(standing(next)).toMatchObject({ known: { version: '0.2.0' }, fetched: { kind: 'ready' } });
    expect(server.seen).toHaveLength(asked);
    await next.open();
    await writeFile(opened[0] ?? '', 'another program');
    const third = start();
    await third.resume();
    expect(standing(third).fetched).toEqual({ kind: 'none' });
  });

  it('is needed where the list says that this one must not be used', async () => {
    const { updates, serve, standing } = await setUp({ mode: 'notify' });
    serve({ minimum: '0.1.1' });
    await updates.check();
    expect(standing().known?.isNeeded).toBe(true);
  });

  it('is told with the package of this computer, and never fetched on Linux', async () => {
    const system = { version: '0.1.0', platform: 'linux', arch: 'x64', package: 'deb' } as const;
    const { server, signers, updates, standing, file } = await setUp({ system });
    const deb = { ...file, platform: 'linux', package: 'deb', name: 'keydesk_0.2.0_amd64.deb' };
    server.put(LIST, seal(list([file, deb]), signers));
    await updates.check();
    expect(standing()).toMatchObject({ mode: 'notify', canFetch: false, known: { download: { name: deb.name } } });
    expect(await updates.fetch()).toMatchObject({ ok: false, problem: { kind: 'updates-off' } });
    expect(server.seen).toHaveLength(1);
  });
});

describe('the list', () => {
  it('may be signed by more keys than two, so that one can be replaced', async () => {
    const { signers, serve, updates } = await setUp({ mode: 'notify' });
    serve({}, [newSigner(), ...signers]);
    unwrap(await updates.check());
  });

  it('is looked for a day later, sooner after a fault, and not at all when it is switched off', async () => {
    const { server, updates, mode, planned, standing } = await setUp({ mode: 'notify' });
    await updates.resume();
    expect(planned.map(({ ms }) => ms)).toEqual([15_000]);
    await updates.check();
    expect(planned.map(({ ms }) => ms)).toEqual([86_400_000]);
    server.put(LIST, Buffer.from('no list'));
    await updates.check();
    expect(planned.map(({ ms }) => ms)).toEqual([14_400_000]);
    mode.change('notify');
    expect(planned.map(({ ms }) => ms)).toEqual([14_400_000]);
    const asked = server.seen.length;
    mode.change('off');
    expect(planned).toEqual([]);
    expect(await updates.check()).toEqual({ ok: false, problem: { kind: 'updates-off' } });
    expect(server.seen).toHaveLength(asked);
    expect(standing().mode).toBe('off');
    mode.change('notify');
    expect(planned.map(({ ms }) => ms)).toEqual([15_000]);
  });

  it('is asked for by nobody in a build without an address', async () => {
    const { server, updates, planned } = await setUp({ source: null });
    await updates.resume();
    expect(updates.state()).toEqual({ kind: 'none' });
    expect(await updates.check()).toMatchObject({ ok: false, problem: { kind: 'updates-off' } });
    expect([planned, server.seen]).toEqual([[], []]);
  });
});

describe('the address and the keys of a build', () => {
  const keys = [newSigner().key, newSigner().key];
  const good = { address: 'https://updates.example/keydesk/updates.json', keys };

  it('are set in this repository to nothing, or to something good', () => {
    expect(builtInSource === null || updateSource(undefined) !== null).toBe(true);
  });

  it.each([
    ['http', { ...good, address: 'http://updates.example/updates.json' }],
    ['http on this computer', { ...good, address: 'http://127.0.0.1/updates.json' }],
    ['a user name', { ...good, address: 'https://ada@updates.example/updates.json' }],
    ['one key', { ...good, keys: [keys[0]] }],
    ['the same key twice', { ...good, keys: [keys[0], keys[0]] }],
    ['a key of another length', { ...good, keys: [keys[0], 'AAAA'] }],
  ])('are not taken with %s', (_, source) => {
    expect(updateSource(undefined, good as never)).toEqual(good);
    expect(updateSource(undefined, source as never)).toBeNull();
  });

  it('may be a server on this computer in the build for tests', () => {
    const local = { ...good, address: 'http://127.0.0.1:8080/updates.json' };
    expect(updateSource(JSON.stringify(local))).toEqual(local);
  });
});
