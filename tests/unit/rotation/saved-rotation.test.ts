import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readinessTimes } from '../../../main/usage/readiness.ts';
import { type KeyDesk, self, setUpKeyDesk } from '../../support/parts/key-desk.ts';
import { newStore } from '../../support/parts/played-services.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const desk = setUpKeyDesk();
const usual = { ...readinessTimes };
beforeEach(() => void Object.assign(readinessTimes, { everyMs: 1, unbrokenMs: 1 }));
afterEach(() => void Object.assign(readinessTimes, usual));

const open = { filter: 'all', step: null, campaign: null, text: '' } as const;
const credentials = () => join(desk.desk().folder.home, '.aws', 'credentials');
const profile = { tool: 'aws', name: 'nightly', region: null, bucket: null } as const;

/** One's own key, saved as `backup` and written into a profile of the AWS CLI. */
async function withSavedKey() {
  const savedKeysStore = newStore();
  const writtenProfilesStore = newStore();
  const start = () => desk.signIn({ savedKeysStore, writtenProfilesStore });
  const keydesk = await start();
  await desk.controls().deleteKeyElsewhere('ada.byron', (await desk.keysOf('ada.byron'))[0]?.accessKey ?? '');
  const { handle, accessKey } = unwrap(
    await keydesk.generateKey(self, { name: 'nightly', description: null, expiresOn: null }),
  );
  unwrap(await keydesk.saved.keep(handle, 'backup', null));
  unwrap(await keydesk.secrets.close(handle, true));
  const [saved] = keydesk.saved.state();
  if (saved === undefined) throw new Error('The key was not saved.');
  const request = { ...profile, source: { kind: 'saved', id: saved.id } } as const;
  const { digest } = unwrap(await keydesk.tools.preview(request));
  unwrap(await keydesk.tools.write(request, digest));
  return { keydesk, saved, accessKey, start, writtenProfilesStore };
}

const rowOf = async ({ rotations }: KeyDesk) => unwrap(await rotations.read(open, 0, 10)).rows[0];

test('one press puts a new key in the place of a saved one: keychain, files, and the old one is deactivated', async () => {
  const { keydesk, saved, accessKey } = await withSavedKey();
  const { rotations } = keydesk;
  const { keys, digest } = unwrap(await rotations.previewSaved([saved.id]));
  const same = { tool: 'aws', name: 'nightly', block: { change: 'same' } };
  expect(keys).toMatchObject([{ problem: null, files: [same, same] }]);
  expect(JSON.stringify(keys)).not.toContain((await desk.keyNamed('ada.byron', 'nightly'))?.secretKey);

  const twice = [1, 2].map(() => rotations.rotateSaved({ keys: [saved.id], digest }));
  expect(await Promise.all(twice)).toMatchObject([{ ok: true }, { problem: { kind: 'rotation-busy' } }]);
  await rotations.settled();
  expect(rotations.ledger.plans()).toHaveLength(1);
  expect(await rowOf(keydesk)).toMatchObject({ step: 'deactivated', how: 'saved', canUndo: true });
  const fresh = await desk.keyNamed('ada.byron', 'nightly-2');
  expect((await desk.keyNamed('ada.byron', 'nightly'))?.status).toBe('INACTIVE');
  expect(keydesk.saved.state().map(({ name, accessKey: key }) => [name, key])).toEqual([
    ['backup-old', accessKey],
    ['backup', fresh?.accessKey],
  ]);
  const now = keydesk.saved.state().find(({ name }) => name === 'backup');
  const lent = await keydesk.lend({ kind: 'saved', id: now?.id ?? '' }, (secret) => secret.toString());
  expect(lent).toEqual({ ok: true, value: fresh?.secretKey });
  const text = readFileSync(credentials(), 'utf8');
  expect(text).toContain(fresh?.accessKey);
  expect(text).toContain(fresh?.secretKey);
  expect(text).not.toContain(accessKey);
  // The page never showed the new secret, and no secret is left open.
  expect(keydesk.secrets.current()).toBeNull();
});

test('a saved key for whose new key there is no room says so before it is begun', async () => {
  const { keydesk, saved } = await withSavedKey();
  await desk.controls().addKeyElsewhere('ada.byron', 'laptop');
  const { keys, digest } = unwrap(await keydesk.rotations.previewSaved([saved.id]));
  const noRoom = { kind: 'rotation-no-room', keyName: 'nightly', others: ['laptop'] };
  expect(keys).toMatchObject([{ problem: noRoom }]);
  expect(await keydesk.rotations.rotateSaved({ keys: [saved.id], digest })).toMatchObject({ problem: noRoom });
  expect(keydesk.rotations.ledger.plans()).toEqual([]);
});

test('a rotation whose key is tested runs: it waits for nobody, and nothing else is done with it', async () => {
  Object.assign(readinessTimes, { everyMs: 5, unbrokenMs: 60_000 });
  const { keydesk, saved } = await withSavedKey();
  const { rotations } = keydesk;
  const { digest } = unwrap(await rotations.previewSaved([saved.id]));
  unwrap(await rotations.rotateSaved({ keys: [saved.id], digest }));
  await expect.poll(() => keydesk.readiness.state().kind).toBe('testing');
  const row = await rowOf(keydesk);
  expect(row).toMatchObject({ step: 'made', next: null, canStop: false, waitsFor: { kind: 'running' } });
  expect(rotations.state().waiting).toBe(0);
  expect(await rotations.next(row?.id ?? '', false)).toMatchObject({ problem: { kind: 'rotation-not-next' } });

  rotations.stopRun();
  await rotations.settled();
  expect(await rowOf(keydesk)).toMatchObject({ step: 'made', next: 'install', waitsFor: { kind: 'service' } });
});

test('a profile that is not as Keydesk wrote it is left alone, and the rotation waits there and says which', async () => {
  const { keydesk, saved, accessKey } = await withSavedKey();
  const { rotations } = keydesk;
  const { digest } = unwrap(await rotations.previewSaved([saved.id]));
  const written = readFileSync(credentials(), 'utf8');
  writeFileSync(credentials(), written.replace(/aws_secret_access_key = .*/, 'aws_secret_access_key = typed-by-hand'));
  expect(await rotations.rotateSaved({ keys: [saved.id], digest })).toMatchObject({
    problem: { kind: 'tool-file-changed' },
  });

  const again = unwrap(await rotations.previewSaved([saved.id]));
  unwrap(await rotations.rotateSaved({ keys: [saved.id], digest: again.digest }));
  await rotations.settled();
  const row = await rowOf(keydesk);
  expect(row).toMatchObject({ step: 'made', next: 'install', waitsFor: { kind: 'file' } });
  expect((await desk.keyNamed('ada.byron', 'nightly'))?.status).toBe('ACTIVE');
  expect(readFileSync(credentials(), 'utf8')).toContain(accessKey);

  writeFileSync(credentials(), written);
  unwrap(await rotations.next(row?.id ?? '', false));
  expect(await rowOf(keydesk)).toMatchObject({ step: 'deactivated' });
  expect(readFileSync(credentials(), 'utf8')).not.toContain(accessKey);
});

test('a profile that could not be noted holds the rotation before the old key goes, and is noted when it goes on', async () => {
  const { keydesk, saved, writtenProfilesStore } = await withSavedKey();
  const { rotations, tools } = keydesk;
  const { digest } = unwrap(await rotations.previewSaved([saved.id]));
  const { write } = writtenProfilesStore;
  writtenProfilesStore.write = () => {
    throw new Error('ENOSPC: no space left on device');
  };
  unwrap(await rotations.rotateSaved({ keys: [saved.id], digest }));
  await rotations.settled();
  const row = await rowOf(keydesk);
  expect(row).toMatchObject({ step: 'made', next: 'install', waitsFor: { kind: 'file' } });
  expect((await desk.keyNamed('ada.byron', 'nightly'))?.status).toBe('ACTIVE');

  writtenProfilesStore.write = write;
  unwrap(await rotations.next(row?.id ?? '', false));
  expect(await rowOf(keydesk)).toMatchObject({ step: 'deactivated' });
  expect(tools.writtenFor((await desk.keyNamed('ada.byron', 'nightly-2'))?.accessKey ?? '')).toHaveLength(1);
});
