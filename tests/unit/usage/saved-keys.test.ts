import { describe, expect, it } from 'vitest';
import { failed, success } from '../../../main/basics/outcome.ts';
import { readSavedKeys, SAVED_KEY_NAME } from '../../../main/usage/saved-key-records.ts';
import { account, createComputer, opened, place, SECRET, secretIn } from '../../support/parts/keeping-computer.ts';
import { fc, runs } from '../../support/random/random-runs.ts';

describe('keys that are kept on this computer', () => {
  it('puts the secret into the keychain and everything else into the list', async () => {
    const { vault, start, content, marked, told } = createComputer();
    const kept = start();
    expect(await kept.keep('h1', 'backup', null)).toEqual(success(null));
    const [key] = kept.state();
    expect(key).toEqual({
      id: '3c0f6f0e-2f7b-4a57-9d8d-000000000001',
      name: 'backup',
      keyName: 'ci-deploy',
      accessKey: '4f1c',
      ownerName: 'Grace Hopper',
      tenancyName: 'acme',
      ...place,
      keptAt: '2026-11-22T12:00:00.000Z',
    });
    expect(await secretIn(vault, key?.id ?? '')).toBe(SECRET);
    expect(JSON.stringify(content())).not.toContain(SECRET);
    expect(marked).toEqual(['h1 saved']);
    expect(told.at(-1)).toEqual(['backup']);
  });

  it('lends a copy that is zeroed afterwards, after a restart too, and says what the key is called', async () => {
    const { start } = createComputer();
    await start().keep('h1', 'backup', null);
    const kept = start();
    const [key] = kept.state();
    let lent: Buffer | null = null;
    const used = await kept.lend(key?.id ?? '', (secret, usable) => {
      lent = secret;
      return [secret.toString(), usable] as const;
    });
    expect(used).toEqual(
      success([
        SECRET,
        {
          keyName: 'ci-deploy',
          accessKey: '4f1c',
          ownerName: 'Grace Hopper',
          home: { owner: null, account, place },
          savedName: 'backup',
        },
      ]),
    );
    expect(lent).toEqual(Buffer.alloc(SECRET.length));
  });

  it('removes the secret before the note of it, and keeps both when the keychain refuses', async () => {
    const { start, vault } = createComputer();
    const kept = start();
    await kept.keep('h1', 'backup', null);
    const id = kept.state()[0]?.id ?? '';
    vault.refuse = 'remove';
    expect(await kept.forget(id)).toEqual(failed({ kind: 'vault-failed', reason: 'the keychain is locked' }));
    expect(start().state()).toHaveLength(1);
    vault.refuse = null;
    expect(await kept.forget(id)).toEqual(success(null));
    expect(await secretIn(vault, id)).toBeNull();
    expect(start().state()).toEqual([]);
    expect(await kept.forget(id)).toEqual(success(null));
  });

  it('says that a key is not kept when its keychain entry is missing, or has another key', async () => {
    const { start, vault, content, edit } = createComputer();
    const kept = start();
    await kept.keep('h1', 'backup', null);
    const id = kept.state()[0]?.id ?? '';
    edit(JSON.parse(JSON.stringify(content()).replace('4f1c', 'beef')));
    expect(await start().lend(id, () => 1)).toEqual(failed({ kind: 'saved-key-unknown' }));
    await vault.remove(`kept:${id}`);
    expect(await kept.lend(id, () => 1)).toEqual(failed({ kind: 'saved-key-unknown' }));
    expect(await kept.lend('nobody', () => 1)).toEqual(failed({ kind: 'saved-key-unknown' }));
  });

  it('keeps nothing without a keychain, and forgets nothing that it cannot reach', async () => {
    const { start, vault } = createComputer();
    await start().keep('h1', 'backup', null);
    vault.state = { kind: 'memory', reason: 'no keychain is running on this desktop' };
    const kept = start();
    const id = kept.state()[0]?.id ?? '';
    const refused = failed({ kind: 'vault-failed', reason: 'no keychain is running on this desktop' });
    expect(kept.isPossible()).toBe(false);
    expect(await kept.keep('h1', 'other', null)).toMatchObject({ problem: { kind: 'keychain-needed' } });
    expect(await kept.forget(id)).toEqual(refused);
    expect(await kept.lend(id, () => 1)).toEqual(refused);
    await kept.settle();
    expect(kept.state()).toHaveLength(1);
  });

  it('takes names that need no quotes anywhere, and no others', async () => {
    const { start } = createComputer();
    const kept = start();
    for (const name of ['', '-x', '.x', 'a b', 'a/b', 'a"b', 'ä', 'a\n', 'x'.repeat(65)]) {
      const refused = { ok: false, problem: { kind: 'tool-name-invalid', why: 'saved-name-form' } };
      expect(await kept.keep('h1', name, null)).toEqual(refused);
    }
    expect(await kept.keep('h1', `A1._@-${'x'.repeat(58)}`, null)).toEqual(success(null));
  });

  it('refuses a name that is taken, and the same key under another name', async () => {
    const computer = createComputer();
    computer.open.push(opened({ handle: 'h2', accessKey: 'beef', keyName: 'laptop' }));
    const kept = computer.start();
    await kept.keep('h1', 'backup', null);
    expect(await kept.keep('h2', 'Backup', null)).toEqual(
      failed({ kind: 'tool-name-invalid', why: 'saved-name-taken', name: 'backup', keyName: 'ci-deploy' }),
    );
    expect(await kept.keep('h1', 'other', null)).toEqual(
      failed({ kind: 'tool-name-invalid', why: 'saved-already', name: 'backup' }),
    );
    expect(computer.marked).toEqual(['h1 saved']);
    expect(await kept.keep('h3', 'third', null)).toEqual(failed({ kind: 'secret-gone' }));
  });

  it('can keep the same key again under the same name, as the same key', async () => {
    const { start, vault } = createComputer();
    const kept = start();
    await kept.keep('h1', 'backup', null);
    const before = kept.state();
    await vault.remove(`kept:${before[0]?.id}`);
    expect(await kept.keep('h1', 'backup', null)).toEqual(success(null));
    expect(kept.state()).toEqual(before);
    expect(await secretIn(vault, before[0]?.id ?? '')).toBe(SECRET);
  });

  it('keeps a key without a known endpoint, and learns the endpoint later', async () => {
    const computer = createComputer();
    computer.open = [opened({ home: { owner: null, account: null, place: null } })];
    const kept = computer.start();
    await kept.keep('h1', 'backup', null);
    const id = kept.state()[0]?.id ?? '';
    expect(kept.state()).toMatchObject([{ endpoint: null, region: null }]);
    await kept.learnEndpoint(id, place);
    expect(computer.start().state()).toMatchObject([place]);
    await kept.learnEndpoint(id, { ...place, region: 'mars' });
    expect(kept.state()).toMatchObject([place]);
  });

  it('changes the endpoint of a key, and says when that could not be written', async () => {
    const computer = createComputer();
    const kept = computer.start();
    await kept.keep('h1', 'backup', null);
    const id = kept.state()[0]?.id ?? '';
    const other = { ...place, region: 'us-ashburn-1' };
    expect(await kept.setEndpoint(id, other)).toEqual(success(null));
    expect(computer.start().state()).toMatchObject([other]);
    computer.writes = 0;
    expect(await kept.setEndpoint(id, place)).toMatchObject({ problem: { kind: 'file-unwritable' } });
    expect(kept.state()).toMatchObject([other]);
    expect(await kept.setEndpoint('nobody', place)).toEqual(failed({ kind: 'saved-key-unknown' }));
  });

  it('forgets keys of a sample tenancy at the next start: they have ended with it', async () => {
    const computer = createComputer();
    const home = { owner: null, account: { ...account, sample: true }, place: null };
    computer.open.push(opened({ handle: 'h2', accessKey: 'beef', home }));
    const first = computer.start();
    await first.keep('h1', 'backup', null);
    await first.keep('h2', 'trial', null);
    const trial = first.state().find(({ name }) => name === 'trial')?.id ?? '';
    const next = computer.start();
    await next.settle();
    expect(next.state().map(({ name }) => name)).toEqual(['backup']);
    expect(await secretIn(computer.vault, trial)).toBeNull();
  });

  it('reads any file at all without failing, and gives back every entry of it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(fc.jsonValue()), (value, keys) => {
        readSavedKeys(value);
        const { records, unreadable } = readSavedKeys({ keys });
        expect(records.length + unreadable.length).toBe(keys.length);
      }),
    );
  });

  it('reads everything that it has written, also a key name with line breaks', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 2000 });
    await fc.assert(
      fc.asyncProperty(text, text, fc.stringMatching(SAVED_KEY_NAME), async (keyName, ownerName, name) => {
        const computer = createComputer();
        computer.open = [opened({ keyName, ownerName })];
        await computer.start().keep('h1', name, null);
        expect(computer.start().state()).toMatchObject([{ name }]);
      }),
      { numRuns: runs(20) },
    );
  });
});
