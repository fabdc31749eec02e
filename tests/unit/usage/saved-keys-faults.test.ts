import { describe, expect, it } from 'vitest';
import { failed, success } from '../../../main/basics/outcome.ts';
import { readSavedKeys } from '../../../main/usage/saved-key-records.ts';
import { createComputer, refusedWrite, SECRET, secretIn } from '../../support/parts/keeping-computer.ts';

describe('keeping a key', () => {
  it('does not list a key that the keychain refused, and leaves nothing of it', async () => {
    const { start, vault, marked, content } = createComputer();
    const kept = start();
    vault.refuse = 'put';
    expect(await kept.keep('h1', 'backup', null)).toMatchObject({ problem: { kind: 'vault-failed' } });
    expect(kept.state()).toEqual([]);
    expect(content()).toEqual({ keys: [] });
    expect(marked).toEqual([]);
  });

  it('writes nothing when the disk is full at any step, and leaves no unlisted secret in the keychain', async () => {
    for (const writes of [0, 1]) {
      const computer = createComputer();
      computer.writes = writes;
      const kept = computer.start();
      const reason = refusedWrite.message;
      expect(await kept.keep('h1', 'backup', null)).toEqual(
        failed({ kind: 'file-unwritable', file: 'kept.json', reason }),
      );
      expect(kept.state()).toEqual([]);
      expect(computer.marked).toEqual([]);
      expect(await secretIn(computer.vault, '3c0f6f0e-2f7b-4a57-9d8d-000000000001')).toBeNull();
    }
  });

  it('lists every secret of the keychain at every step, and removes half-saved keys at start', async () => {
    const computer = createComputer();
    const { vault } = computer;
    const died = new Error('died');
    const kept = computer.start();
    const put = vault.put;
    // The program ends after it has written the keychain and before it writes the list.
    vault.put = async (...args) => {
      await put(...args);
      throw died;
    };
    await expect(kept.keep('h1', 'backup', null)).rejects.toBe(died);
    vault.put = put;
    const { records } = readSavedKeys(computer.content());
    const [half] = records;
    expect(half).toMatchObject({ name: 'backup', pending: true });
    expect(await secretIn(vault, half?.id ?? '')).toBe(SECRET);

    const next = computer.start();
    expect(next.state()).toEqual([]);
    expect(await next.lend(half?.id ?? '', () => 1)).toEqual(failed({ kind: 'saved-key-unknown' }));
    vault.refuse = 'remove';
    await next.settle();
    expect(readSavedKeys(computer.content()).records).toHaveLength(1);
    vault.refuse = null;
    await next.settle();
    expect(await secretIn(vault, half?.id ?? '')).toBeNull();
    expect(computer.content()).toEqual({ keys: [] });
  });

  it('replaces a half-saved key of the same name', async () => {
    const computer = createComputer();
    const kept = computer.start();
    const { put, remove } = computer.vault;
    const refuse = async () => failed({ kind: 'vault-failed', reason: 'it is locked' } as const);
    Object.assign(computer.vault, { put: refuse, remove: refuse });
    await kept.keep('h1', 'backup', null);
    expect(readSavedKeys(computer.content()).records).toMatchObject([{ name: 'backup', pending: true }]);
    Object.assign(computer.vault, { put, remove });
    expect(await kept.keep('h1', 'backup', null)).toEqual(success(null));
    expect(computer.start().state()).toHaveLength(1);
  });

  it('writes unreadable entries back, since their secrets may still be in the keychain', async () => {
    const computer = createComputer();
    const newer = { id: 'x', shape: 'of a newer Keydesk' };
    computer.edit({ keys: [newer, 7] });
    const kept = computer.start();
    expect(kept.state()).toEqual([]);
    await kept.keep('h1', 'backup', null);
    expect(computer.content()).toMatchObject({ keys: [{ name: 'backup' }, newer, 7] });
  });
});
