import { describe, expect, it } from 'vitest';
import { awaitKeyring } from '../../../main/vault/await-keyring.ts';

const missing = new Error('Couldn\u2019t access platform storage: Secret Service: no result found');

/** A keyring that exists from the given check on. */
function keyringFrom(look: number, error: Error = missing) {
  const waits: number[] = [];
  let looks = 0;
  const store = async () => {
    looks += 1;
    if (looks < look) throw error;
  };
  const sleep = async (ms: number) => waits.push(ms);
  return { waits, looks: () => looks, run: () => awaitKeyring(store, sleep) };
}

describe('a desktop without a default keyring', () => {
  it('is waited for while the user may be answering its question', async () => {
    const keyring = keyringFrom(4);
    await keyring.run();
    expect(keyring.waits).toEqual([1000, 1000, 1000]);
  });

  it('fails after half a minute, in the words of the library', async () => {
    const keyring = keyringFrom(1000);
    await expect(keyring.run()).rejects.toThrow('no result found');
    expect(keyring.looks()).toBe(30);
  });

  it('is not what another fault is taken for', async () => {
    const keyring = keyringFrom(2, new Error('prompt was dismissed'));
    await expect(keyring.run()).rejects.toThrow('dismissed');
    expect(keyring.waits).toEqual([]);
  });
});
