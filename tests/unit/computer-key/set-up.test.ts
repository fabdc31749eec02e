import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { setUpStateSchema } from '../../../bridge/values/api-keys.ts';
import { setUpComputerKeyDesk, waiting } from '../../support/parts/computer-key-desk.ts';
import type { KeyDesk } from '../../support/parts/key-desk.ts';
import { createTestKey } from '../../support/parts/key-folder.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const { start, addedInConsole, controls, desk, simulator, keysAtOracle, keyJournal, pendingPairs, blockJournal } =
  setUpComputerKeyDesk();

const works = async (keydesk: KeyDesk) => unwrap(await keydesk.computerKey.apiKeys.list()).keys;

describe('setting up this computer', () => {
  it('shows a public key, takes the snippet of the Console, and is signed in with nothing on the disk', async () => {
    const { keydesk, snippet } = await addedInConsole();
    const { fingerprint, publicKey } = waiting(keydesk);
    expect(createPublicKey(publicKey).asymmetricKeyDetails).toMatchObject({ modulusLength: 2048 });
    expect(await keysAtOracle()).toEqual([fingerprint]);
    unwrap(await keydesk.computerKey.setUp.takeSnippet(snippet));
    expect(keydesk.accounts.current()).toMatchObject({ fingerprint, signedInBy: { kind: 'computer-key' } });
    expect(keydesk.computerKey.setUp.state()).toEqual({ kind: 'none' });
    expect((await works(keydesk)).map(({ use }) => use)).toContain('this-computer');
    expect(await pendingPairs()).toEqual([]);
    expect(JSON.stringify(keyJournal())).not.toContain('PRIVATE');
    expect((await works(start())).length).toBe(2);
  });

  it('waits while Oracle is still creating the key, says how often it was refused, and signs in then', async () => {
    await controls().setSwitches({ apiKeyDelay: 3600 });
    const { keydesk, snippet } = await addedInConsole();
    const told: unknown[] = [];
    keydesk.computerKey.setUp.subscribe((state) => {
      told.push(state);
      if (state.kind === 'proving' && state.refusals === 3) void controls().setSwitches({ apiKeyDelay: 0 });
    });
    unwrap(await keydesk.computerKey.setUp.takeSnippet(snippet));
    expect(told).toContainEqual(expect.objectContaining({ kind: 'proving', refusals: 3, region: 'eu-frankfurt-1' }));
    for (const state of told) expect(setUpStateSchema.safeParse(state).error).toBeUndefined();
    expect(keydesk.accounts.current()).not.toBeNull();
  });

  it('is put away by the lock, while it waits and while it asks Oracle, and goes on with the same key after it', async () => {
    await controls().setSwitches({ apiKeyDelay: 3600 });
    const { keydesk, snippet } = await addedInConsole();
    const { setUp } = keydesk.computerKey;
    const { fingerprint } = waiting(keydesk);
    const interrupted = { kind: 'interrupted', fingerprint };
    await keydesk.lock.lock();
    expect(setUp.state()).toMatchObject(interrupted);
    expect(await setUp.takeSnippet(snippet)).toMatchObject({ problem: { kind: 'set-up-over' } });
    unwrap(await keydesk.lock.unlock());
    unwrap(await setUp.start());
    const taken = setUp.takeSnippet(snippet);
    setUp.subscribe((state) => state.kind === 'proving' && state.refusals === 1 && void keydesk.lock.lock());
    expect(await taken).toMatchObject({ ok: false });
    expect(setUp.state()).toMatchObject(interrupted);
    expect(keydesk.accounts.list()).toEqual([]);
    unwrap(await keydesk.lock.unlock());
    await controls().setSwitches({ apiKeyDelay: 0 });
    unwrap(await setUp.start());
    expect(waiting(keydesk).fingerprint).toBe(fingerprint);
    unwrap(await setUp.takeSnippet(snippet));
    expect(keydesk.accounts.current()).toMatchObject({ fingerprint });
  });

  it('is put away by a lock that comes while the pair is made', async () => {
    const keydesk = start();
    const { setUp } = keydesk.computerKey;
    const started = setUp.start();
    await keydesk.lock.lock();
    await started;
    expect(setUp.state().kind).toBe('interrupted');
    expect(await setUp.copyPublicKey()).toMatchObject({ problem: { kind: 'set-up-over' } });
  });

  it('waits for the domain of the user too, which learns of the key later, and finds it', async () => {
    const { keydesk, snippet } = await addedInConsole();
    await controls().setFault({ kind: 'status', status: 401, path: '/Me', times: 6 });
    unwrap(await keydesk.computerKey.setUp.takeSnippet(snippet));
    expect(keydesk.accounts.current()?.domain?.name).toBe('Default');
  });

  it('can be stopped while it waits, and takes the snippet again', async () => {
    await controls().setSwitches({ apiKeyDelay: 3600 });
    const { keydesk, snippet } = await addedInConsole();
    const { setUp } = keydesk.computerKey;
    setUp.subscribe((state) => state.kind === 'proving' && state.refusals === 2 && setUp.stopProving());
    expect(await setUp.takeSnippet(snippet)).toMatchObject({ ok: false, problem: { kind: 'cancelled' } });
    expect(setUp.state().kind).toBe('waiting');
    await controls().setSwitches({ apiKeyDelay: 0 });
    unwrap(await setUp.takeSnippet(snippet));
  });

  it('gives up after a while where Oracle goes on refusing the key', async () => {
    const { keydesk, snippet } = await addedInConsole();
    await controls().deleteApiKeyElsewhere('ada.byron', waiting(keydesk).fingerprint);
    const proven = await keydesk.computerKey.setUp.takeSnippet(snippet);
    expect(proven).toMatchObject({ ok: false, problem: { kind: 'key-not-accepted', minutes: 5 } });
    expect(keydesk.accounts.current()).toBeNull();
    expect(keydesk.computerKey.setUp.state().kind).toBe('waiting');
  });

  it('again renews the account of the same user, and tells of the key that it leaves behind', async () => {
    const { keydesk, snippet } = await addedInConsole();
    const first = waiting(keydesk).fingerprint;
    unwrap(await keydesk.computerKey.setUp.takeSnippet(snippet));
    const second = await addedInConsole(keydesk);
    unwrap(await keydesk.computerKey.setUp.takeSnippet(second.snippet));
    expect(keydesk.accounts.list()).toHaveLength(1);
    await keydesk.computerKey.resume();
    expect(keydesk.computerKey.apiKeys.state().unfinished).toMatchObject([{ fingerprint: first, what: 'orphaned' }]);
    unwrap(await keydesk.computerKey.apiKeys.remove(first));
    expect(await keysAtOracle()).toEqual([keydesk.accounts.current()?.fingerprint]);
    expect(keydesk.computerKey.apiKeys.state().unfinished).toEqual([]);
  });

  it('takes no snippet of another key, but its downloaded file', async () => {
    const downloaded = createTestKey();
    const file = desk().folder.write('Downloads/ada.pem', `${downloaded.pem}OCI_API_KEY\n`);
    const wrong = desk().folder.write('Downloads/wrong.pem', createTestKey().pem);
    let chosen: string | null = null;
    const keydesk = start({ choosePrivateKey: async () => chosen });
    const { setUp } = keydesk.computerKey;
    unwrap(await setUp.start());
    const ours = waiting(keydesk).fingerprint;
    const pem = createPublicKey(downloaded.pem).export({ type: 'spki', format: 'pem' }).toString();
    const { snippet } = await controls().addApiKeyElsewhere('ada.byron', pem);

    const refused = await setUp.takeSnippet(snippet);
    const found = downloaded.fingerprint;
    expect(refused).toMatchObject({ ok: false, problem: { kind: 'snippet-other-key', expected: ours, found } });
    expect(waiting(keydesk).otherKey).toBe(found);
    unwrap(await setUp.chooseDownloadedKey());
    expect(keydesk.accounts.current()).toBeNull();
    chosen = wrong;
    expect(await setUp.chooseDownloadedKey()).toMatchObject({ ok: false, problem: { kind: 'fingerprint-mismatch' } });
    chosen = file;
    unwrap(await setUp.chooseDownloadedKey());
    expect(keydesk.accounts.current()).toMatchObject({ fingerprint: found, signedInBy: { kind: 'computer-key' } });
    expect(await pendingPairs()).toEqual([]);
  });

  it.each([
    ['a region that nobody knows', (snippet: string) => snippet.replace('eu-frankfurt-1', 'mars'), 'region-unknown'],
    [
      'an endpoint in the clear',
      (snippet: string) => snippet.replace('http://127.0.0.1', 'http://evil'),
      'endpoint-refused',
    ],
    ['half of it', (snippet: string) => snippet.slice(0, 60), 'snippet-incomplete'],
  ])('refuses %s, and waits on', async (_what, change, kind) => {
    const { keydesk, snippet } = await addedInConsole();
    expect(await keydesk.computerKey.setUp.takeSnippet(change(snippet))).toMatchObject({ problem: { kind } });
    expect(keydesk.computerKey.setUp.state().kind).toBe('waiting');
  });

  it('sends nothing to an endpoint of the snippet alone before the person has agreed in the system’s dialog', async () => {
    const asked: string[] = [];
    let agrees = false;
    const ask = async ({ message, detail }: { message: string; detail: string }) => {
      asked.push(`${message} ${detail}`);
      return agrees;
    };
    const { keydesk, snippet } = await addedInConsole(start({ ask }));
    const before = (await controls().asked()).latest.length;
    const refused = await keydesk.computerKey.setUp.takeSnippet(snippet);
    expect(refused).toMatchObject({ problem: { kind: 'endpoint-refused', reason: 'nobody has agreed to it' } });
    expect((await controls().asked()).latest).toHaveLength(before);
    expect(asked).toEqual([expect.stringContaining(`Sign in at ${new URL(simulator().url).host}?`)]);
    agrees = true;
    unwrap(await keydesk.computerKey.setUp.takeSnippet(snippet));
    expect(asked).toHaveLength(2);
  });

  it('signs nobody in where Keydesk was locked before the person agreed to an endpoint', async () => {
    const locks = { lock: async () => {} };
    const { keydesk, snippet } = await addedInConsole(
      start({
        async ask() {
          await locks.lock();
          return true;
        },
      }),
    );
    locks.lock = keydesk.lock.lock;
    const before = (await controls().asked()).latest.length;
    const refused = await keydesk.computerKey.setUp.takeSnippet(snippet);
    expect(refused).toMatchObject({ ok: false, problem: { kind: 'cancelled' } });
    expect((await controls().asked()).latest).toHaveLength(before);
    expect(keydesk.accounts.list()).toEqual([]);
  });

  it('does not ask about an endpoint that a file of this computer names', async () => {
    desk().writeConfig('ADMIN');
    const { keydesk, snippet } = await addedInConsole(start({ ask: async () => false }));
    unwrap(await keydesk.computerKey.setUp.takeSnippet(snippet));
  });

  it('names the address of the Console where no browser opens, and offers the set-up again from then on', async () => {
    const keydesk = start();
    unwrap(await keydesk.computerKey.setUp.start());
    const opened = await keydesk.computerKey.setUp.openConsole();
    expect(opened).toMatchObject({ problem: { kind: 'console-not-opened', address: 'https://cloud.oracle.com/' } });
    const again = start();
    await again.computerKey.resume();
    expect(again.computerKey.setUp.state().kind).toBe('interrupted');
  });

  it('shows nothing that it could not write down first', async () => {
    const keydesk = start();
    const unblock = blockJournal();
    expect(await keydesk.computerKey.setUp.start()).toMatchObject({ problem: { kind: 'journal-failed' } });
    expect(keydesk.computerKey.setUp.state()).toEqual({ kind: 'none' });
    unblock();
    expect(await pendingPairs()).toEqual([]);
    desk().vault.refuse = 'put';
    expect(await keydesk.computerKey.setUp.start()).toMatchObject({ problem: { kind: 'vault-failed' } });
    expect(keydesk.computerKey.setUp.state()).toEqual({ kind: 'none' });
  });
});
