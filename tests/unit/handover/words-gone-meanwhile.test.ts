import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { failed, success } from '../../../main/basics/outcome.ts';
import { setUpOneHandover } from '../../support/parts/one-handover.ts';

// Security lines 21 and 24. A file that only ten words open counts as handed over only while Keydesk still has the words.

describe('words that are forgotten while a file is encrypted with them', () => {
  type Moment = 'locking' | 'address' | 'letting out';

  /** Calls `happens` at that moment. */
  async function setUp(moment: Moment, happens: () => unknown) {
    let copy: Buffer | null = null;
    const isLockedIn = () => copy?.every((byte) => byte === 0) ?? false;
    const at = async (reached: Moment) => void (reached === moment && (await happens()));
    const around = await setUpOneHandover({
      describeOwner: async () => {
        // Answer only after the encryption, which zeroes its copy of the words at its end.
        while (moment === 'address' && !isLockedIn()) await wait(10);
        await at('address');
        return { name: 'Grace Hopper', email: 'grace.hopper@acme.example' };
      },
      writeFile: async () => {
        await at('letting out');
        around.written.push(Buffer.alloc(0));
        return success(null);
      },
      openDraft: async () => {
        await at('letting out');
        around.opened.push(Buffer.alloc(0));
        return success(null);
      },
    });
    const { copyOf } = around.passphrases;
    around.passphrases.copyOf = (id) => {
      copy = copyOf(id);
      // The words have been read, and the encryption has begun in another thread.
      queueMicrotask(() => void at('locking'));
      return copy;
    };
    return around;
  }

  const early = [
    ['saveFile', 'locking'],
    ['saveDraft', 'locking'],
    ['draftMail', 'locking'],
    ['saveDraft', 'address'],
    ['draftMail', 'address'],
  ] as const;
  const late = [
    ['saveFile', 'letting out'],
    ['saveDraft', 'letting out'],
    ['draftMail', 'letting out'],
  ] as const;

  it.each(early)('by others that are made: %s lets nothing out (%s)', async (way, moment) => {
    const around = await setUp(moment, () => around.handover.makePassphrase(around.handle));
    expect(await around.handover[way](around.withPassphrase)).toEqual(failed({ kind: 'passphrase-missing' }));
    expect([around.written, around.opened, around.recorded]).toEqual([[], [], []]);
    expect(around.passphrases.show(around.handle).inUse, 'the new words').toBe(false);
  });

  it.each(early)('by the lock: %s lets nothing out (%s)', async (way, moment) => {
    const around = await setUp(moment, () => {
      around.locked.is = true;
      around.passphrases.keepOnly(null);
    });
    expect(await around.handover[way](around.withPassphrase)).toEqual(failed({ kind: 'locked' }));
    expect([around.written, around.opened, around.recorded]).toEqual([[], [], []]);
  });

  it.each(late)('by others that are made: %s counts as nothing when it is out already (%s)', async (way, moment) => {
    const around = await setUp(moment, () => around.handover.makePassphrase(around.handle));
    expect(await around.handover[way](around.withPassphrase)).toEqual(failed({ kind: 'passphrase-missing' }));
    expect(around.recorded).toEqual([]);
    expect(around.passphrases.show(around.handle).inUse, 'the new words').toBe(false);
  });

  it.each(late)('by the lock: %s counts as nothing when it is out already (%s)', async (way, moment) => {
    const around = await setUp(moment, () => around.passphrases.keepOnly(null));
    expect(await around.handover[way](around.withPassphrase)).toEqual(failed({ kind: 'passphrase-missing' }));
    expect(around.recorded).toEqual([]);
  });

  it('are not replaced by words that were shown after the lock, in a dialog that was still open', async () => {
    const around = await setUpOneHandover({
      chooseSavePath: async () => {
        around.passphrases.keepOnly(null);
        around.handover.showPassphrase(around.handle);
        return '/somewhere/key.age';
      },
    });
    expect(await around.handover.saveFile(around.withPassphrase)).toEqual(failed({ kind: 'passphrase-missing' }));
    expect([around.written, around.recorded]).toEqual([[], []]);
  });

  it('are in use from the moment at which a draft may be seen, and not when it was not opened', async () => {
    const inUse: boolean[] = [];
    const around = await setUpOneHandover({
      openDraft: async () => {
        inUse.push(around.passphrases.show(around.handle).inUse);
        return failed({ kind: 'no-mail-program', reason: 'none is there' });
      },
    });
    await around.handover.draftMail(around.withPassphrase);
    expect(inUse).toEqual([true]);
    expect(around.passphrases.show(around.handle).inUse).toBe(false);
  });
});
