import { describe, expect, it } from 'vitest';
import { failed, success } from '../../../main/basics/outcome.ts';
import { checkWords } from '../../../main/handover/check-words.ts';
import { createRecordHandover } from '../../../main/handover/record-handover.ts';
import { createSpellAloud } from '../../../main/handover/spell-aloud.ts';
import type { HandoverRecord } from '../../../main/keys/key-history.ts';
import { setUpOneSecret } from '../../support/parts/one-secret.ts';
import { setUpPolicy } from '../../support/parts/policy-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const SECRET = 'Bk7+/=wJalrXé\u{1f511}';

async function setUp(secret = SECRET, canWrite = true) {
  const around = setUpOneSecret();
  await around.open(secret);
  const records: [string, HandoverRecord][] = [];
  const record = createRecordHandover({
    isTold: () => false,
    secrets: around.secrets,
    now: () => Date.UTC(2026, 10, 23),
    history: {
      add: async (accessKey, done) => {
        if (!canWrite) return failed({ kind: 'journal-failed', reason: 'the disk is full' });
        records.push([accessKey, done]);
        return success(null);
      },
    },
  });
  return { ...around, records, ...createSpellAloud({ policy: setUpPolicy(), secrets: around.secrets, record }) };
}

describe('spelling aloud', () => {
  it('gives four characters at a time with their words, and the check of the whole', async () => {
    const { group } = await setUp();
    expect(await group('h1', 0)).toEqual(
      success({
        index: 0,
        total: 4,
        characters: [
          { character: 'B', word: 'capital Bravo' },
          { character: 'k', word: 'lower-case kilo' },
          { character: '7', word: 'seven' },
          { character: '+', word: 'plus' },
        ],
        check: checkWords(Buffer.from(SECRET)),
      }),
    );
  });

  it('counts as revealing: the window is hidden from screen capture', async () => {
    const { group, finish, revealed } = await setUp();
    await finish('h1');
    expect(revealed).toEqual([]);
    await group('h1', 0);
    expect(revealed).toEqual([true]);
  });

  it('gives the groups in order to the end of the secret, also for characters of several bytes', async () => {
    const { group } = await setUp();
    const told: string[] = [];
    for (let index = 0; index < 4; index += 1) {
      const spelled = unwrap(await group('h1', index));
      told.push(spelled.characters.map(({ character }) => character).join(''));
    }
    expect(told).toEqual(['Bk7+', '/=wJ', 'alrX', 'é\u{1f511}']);
  });

  it('stays at the last group when a later one is requested', async () => {
    const { group } = await setUp('abcde');
    expect(await group('h1', 255)).toMatchObject({ value: { index: 1, total: 2, characters: [{ character: 'e' }] } });
  });

  it('counts as handed over once the recipient has heard it, and is in the history', async () => {
    const { group, finish, secrets, records } = await setUp();
    await group('h1', 3);
    expect(secrets.current()?.handedOver).toBe(false);
    expect(await finish('h1')).toEqual(success(null));
    expect(secrets.current()?.handedOver).toBe(true);
    const done = { at: '2026-11-23T00:00:00.000Z', how: 'spelled', to: null };
    expect(records).toEqual([[secrets.current()?.accessKey, done]]);
    expect(await secrets.close('h1', false)).toEqual(success(null));
  });

  it('tells when that could not be written down', async () => {
    const { finish } = await setUp(SECRET, false);
    expect(await finish('h1')).toMatchObject({
      value: { kind: 'history-failed', reason: 'the disk is full' },
    });
  });

  it('spells nothing of a secret that has been closed, and records nothing', async () => {
    const { group, finish, secrets, records } = await setUp();
    await secrets.close('h1', true);
    expect(await group('h1', 0)).toEqual(failed({ kind: 'secret-gone' }));
    expect(await finish('h1')).toEqual(failed({ kind: 'secret-gone' }));
    expect(records).toEqual([]);
  });
});
