import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { KeySource } from '../../../bridge/values/usage.ts';
import { failed, success } from '../../../main/basics/outcome.ts';
import { self, setUpKeyDesk, wanted } from '../../support/parts/key-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

// Using a key, with main's real parts: a real creation, the simulator, and a keychain that the test can read.
const around = setUpKeyDesk();

/** A service that never answers, so that a test stays in its first attempt until it is stopped. */
const neverAnswers: typeof globalThis.fetch = (_url, init) =>
  new Promise((_resolve, reject) => {
    init?.signal?.throwIfAborted();
    init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
  });

async function generated(changes: Parameters<typeof around.signIn>[0] = {}) {
  const keydesk = await around.signIn(changes);
  const made = unwrap(await keydesk.generateKey(self, wanted));
  const source: KeySource = { kind: 'open', handle: made.handle };
  return { keydesk, handle: made.handle, source };
}

/** Keeps the open key, and gives its id. */
async function kept({ keydesk, handle }: Awaited<ReturnType<typeof generated>>) {
  expect(await keydesk.saved.keep(handle, 'ci-deploy', null)).toEqual(success(null));
  const [key] = keydesk.saved.state();
  return { kind: 'saved', id: key?.id ?? '' } as const;
}

describe('a key that was just generated', () => {
  it('has the endpoint of its account, before and after it is kept on this computer', async () => {
    const desk = await generated();
    const { findEndpoint } = desk.keydesk;
    const place = await findEndpoint({ kind: 'account' }, null);
    expect(unwrap(place)).toMatchObject({ endpoint: around.simulator().s3Url });
    expect(await findEndpoint(desk.source, null)).toEqual(place);
    expect(await findEndpoint(await kept(desk), null)).toEqual(place);
  });

  it('can be copied after its dialog is closed, which does not ask once the key is kept', async () => {
    const desk = await generated();
    const source = await kept(desk);
    expect(desk.keydesk.told.open?.saved).toBe(true);
    expect(await desk.keydesk.secrets.close(desk.handle, false)).toEqual(success(null));
    expect(await desk.keydesk.copySaved(source.id)).toEqual(success(null));
    expect(desk.keydesk.clipboard.text).toBe((await around.keyNamed('ada.byron'))?.secretKey);
  });
});

describe('a kept key whose dialog is still open', () => {
  it('is offered again after the lock as a kept key, and closes without a question', async () => {
    const desk = await generated();
    const { keydesk, handle } = desk;
    await kept(desk);
    await keydesk.lock.lock();
    expect(keydesk.told.open).toBeNull();
    await keydesk.lock.unlock();
    await expect.poll(() => keydesk.told.open).toMatchObject({ handle, saved: true });
    expect(await keydesk.secrets.close(handle, false)).toEqual(success(null));
  });

  it('needs a question again after it was removed from this computer', async () => {
    const desk = await generated();
    const { keydesk, handle } = desk;
    await keydesk.saved.forget((await kept(desk)).id);
    await keydesk.lock.lock();
    await keydesk.lock.unlock();
    await expect.poll(() => keydesk.told.open).toMatchObject({ handle, saved: false });
    expect(await keydesk.secrets.close(handle, false)).toMatchObject({ problem: { kind: 'secret-not-stored' } });
  });
});

describe('the region of a kept key', () => {
  const region = 'us-ashburn-1';

  it('is the one that was chosen before it was kept, for the command line too', async () => {
    const { keydesk, handle } = await generated();
    await keydesk.saved.keep(handle, 'ci-deploy', region);
    const [key] = keydesk.saved.state();
    expect(key).toMatchObject({ region, endpoint: around.simulator().s3Url });
    expect(await keydesk.findEndpoint({ kind: 'saved', id: key?.id ?? '' }, null)).toMatchObject({ value: { region } });
  });

  it('can be changed, and is tested there', async () => {
    const desk = await generated({ s3Fetch: neverAnswers });
    const source = await kept(desk);
    expect(await desk.keydesk.chooseRegion(source.id, region)).toEqual(success(null));
    expect(desk.keydesk.saved.state()).toMatchObject([{ region }]);
    await desk.keydesk.readiness.start(source, null);
    expect(desk.keydesk.readiness.state()).toMatchObject({ region });
    desk.keydesk.readiness.stop();
  });

  it('cannot be chosen for a key that is not kept', async () => {
    const { keydesk, handle } = await generated();
    expect(await keydesk.chooseRegion(handle, region)).toEqual(failed({ kind: 'saved-key-unknown' }));
  });
});

describe('the command that the window shows for a kept key', () => {
  it('is the command of the AWS profile', async () => {
    const desk = await generated();
    const { keydeskCommand, tools } = desk.keydesk;
    const request = {
      source: await kept(desk),
      tool: 'aws-on-demand',
      name: 'ci-deploy',
      region: null,
      bucket: null,
    } as const;
    const preview = unwrap(await tools.preview(request));
    const lines = preview.blocks.flatMap(({ text }) => text.split('\n'));
    expect(lines).toContain(`credential_process = ${keydeskCommand} credentials ci-deploy`);
  });
});

describe('a key that is deleted', () => {
  it('is removed from this computer too, secret and note, and no other key is', async () => {
    const desk = await generated();
    const source = await kept(desk);
    const { keydesk } = desk;
    await keydesk.secrets.close(desk.handle, false);
    const { keys } = unwrap(await keydesk.keys.list(self));
    const other = keys.find(({ name }) => name !== wanted.name);
    const mine = keys.find(({ name }) => name === wanted.name);
    if (other) expect(await keydesk.keys.remove(self, other.id)).toEqual(success(null));
    expect(keydesk.saved.state()).toHaveLength(1);
    expect(await keydesk.keys.remove(self, mine?.id ?? '')).toEqual(success(null));
    expect(keydesk.saved.state()).toEqual([]);
    expect(await keydesk.copySaved(source.id)).toEqual(failed({ kind: 'saved-key-unknown' }));
  });
});

describe('a key that was typed in and is kept', () => {
  it('is removed from this computer when it is deleted, although its id at Oracle was not known then', async () => {
    const keydesk = await around.signIn();
    const { accessKey, secretKey } = await around.controls().addKeyElsewhere('ada.byron', 'spelled');
    const typed = unwrap(await keydesk.openTyped({ name: 'spelled', accessKey, secretKey }));
    expect(await keydesk.saved.keep(typed.handle, 'spelled', null)).toEqual(success(null));
    const id = keydesk.saved.state()[0]?.id ?? '';
    expect(await around.desk().vault.get(`kept:${id}`)).toMatchObject({ ok: true, value: expect.any(Buffer) });
    const listed = unwrap(await keydesk.keys.list(self));
    const atOracle = listed.keys.find((key) => key.accessKey === accessKey);
    expect(atOracle?.id).not.toBe(accessKey);
    expect(await keydesk.keys.remove(self, atOracle?.id ?? '')).toEqual(success(null));
    expect(keydesk.saved.state()).toEqual([]);
    expect(await around.desk().vault.get(`kept:${id}`)).toEqual(success(null));
  });
});

describe('what waits while Keydesk is locked', () => {
  const locked = failed({ kind: 'locked' });

  it('copies no kept key if the keychain answers only after the lock', async () => {
    const desk = await generated();
    const { id } = await kept(desk);
    const { vault } = around.desk();
    const { get } = vault;
    const asked = Promise.withResolvers<void>();
    const answers = Promise.withResolvers<void>();
    vault.get = async (entry) => {
      asked.resolve();
      await answers.promise;
      return get(entry);
    };
    const copying = desk.keydesk.copySaved(id);
    await asked.promise;
    await desk.keydesk.lock.lock();
    answers.resolve();
    expect(await copying).toEqual(locked);
    expect(desk.keydesk.clipboard.text).toBe('');
  });

  it('writes no profile into a file that is chosen only after the lock', async () => {
    const dialog = Promise.withResolvers<string | null>();
    const { home } = around.desk().folder;
    const desk = await generated({
      toolSystem: {
        env: { home, variables: {}, platform: process.platform },
        program: ['keydesk'],
        saveAs: () => dialog.promise,
      },
    });
    const { keydesk } = desk;
    const source = await kept(desk);
    await keydesk.secrets.close(desk.handle, false);
    const saving = keydesk.tools.save({ source, tool: 'dotenv', name: 'ci-deploy', region: null, bucket: null });
    await keydesk.lock.lock();
    const file = join(home, 'saved.env');
    dialog.resolve(file);
    expect(await saving).toEqual(locked);
    expect(existsSync(file)).toBe(false);
  });
});

describe('a test that runs', () => {
  it('ends when the dialog of its key is closed', async () => {
    const { keydesk, source, handle } = await generated({ s3Fetch: neverAnswers });
    expect(await keydesk.readiness.start(source, null)).toEqual(success(null));
    await keydesk.secrets.close(handle, true);
    await expect.poll(() => keydesk.readiness.state()).toMatchObject({ kind: 'ended', how: 'stopped' });
  });

  it('does not end because its key is kept or copied', async () => {
    const desk = await generated({ s3Fetch: neverAnswers });
    await desk.keydesk.readiness.start(desk.source, null);
    await kept(desk);
    await desk.keydesk.secrets.copy(desk.handle);
    expect(desk.keydesk.readiness.state()).toMatchObject({ kind: 'testing' });
    desk.keydesk.readiness.stop();
  });

  it('ends when its key is removed from this computer', async () => {
    const desk = await generated({ s3Fetch: neverAnswers });
    const source = await kept(desk);
    await desk.keydesk.readiness.start(source, null);
    await desk.keydesk.saved.forget(source.id);
    await expect.poll(() => desk.keydesk.readiness.state()).toMatchObject({ kind: 'ended', how: 'stopped' });
  });

  it('is gone, with its results, when Keydesk is locked', async () => {
    const { keydesk, source } = await generated({ s3Fetch: neverAnswers });
    await keydesk.readiness.start(source, null);
    await keydesk.lock.lock();
    expect(keydesk.readiness.state()).toEqual({ kind: 'idle' });
  });
});
