import { describe, expect, it } from 'vitest';
import type { TypedKey } from '../../../bridge/values/handover.ts';
import { failed, success } from '../../../main/basics/outcome.ts';
import { checkWords } from '../../../main/handover/check-words.ts';
import { formatHandedKey, type HandedKey, parseHandedKey } from '../../../main/handover/handed-key.ts';
import { checkTyped, createOpenTyped } from '../../../main/receiving/typed-key.ts';
import { setUpOneSecret } from '../../support/parts/one-secret.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const key: TypedKey = {
  name: ' ci-deploy ',
  accessKey: '4f1c 0e77',
  secretKey: 'wJal rXUt nFEM\nI/K7\tMDENG/bPxRfiCYEXAMPLEKEY ',
};
const handed: HandedKey = {
  keyName: 'ci-deploy',
  user: 'Grace Hopper',
  tenancy: null,
  place: null,
  accessKey: '4f1c0e77',
  date: '2026-11-22T21:40:05.123Z',
  sender: null,
  note: '',
};

function setUp(making: string | null = null) {
  const around = setUpOneSecret();
  const openTyped = createOpenTyped({ secrets: around.secrets, newId: () => 'typed', making: () => making });
  return { ...around, openTyped };
}

describe('what has been typed so far', () => {
  it('has the check words of the sender, with any white space in it', () => {
    expect(checkTyped(key.secretKey)).toEqual({ length: SECRET.length, check: checkWords(Buffer.from(SECRET)) });
    expect(checkTyped(' wJal ')).toEqual({ length: 4, check: checkWords(Buffer.from('wJal')) });
  });

  it('has no check words while there is nothing', () => {
    expect(checkTyped('')).toEqual({ length: 0, check: [] });
    expect(checkTyped(' \n\u00a0')).toEqual({ length: 0, check: [] });
  });

  it('counts characters, not bytes', () => expect(checkTyped('é\u{1f511}').length).toBe(2));
});

describe('opening a typed key', () => {
  it('shows it in the one-time dialog as the user’s own, in memory alone', async () => {
    const { openTyped, secrets } = setUp();
    expect(await openTyped(key)).toMatchObject({
      value: {
        handle: 'typed',
        keyName: 'ci-deploy',
        accessKey: '4f1c0e77',
        own: true,
        ownerOcid: null,
        origin: { kind: 'typed' },
        restsIn: 'memory',
        secretLength: SECRET.length,
      },
    });
    expect(secrets.reveal('typed')).toEqual(success(SECRET));
    expect(await secrets.lend('typed', (_secret, { home }) => home)).toEqual(
      success({ owner: null, account: null, place: null }),
    );
  });

  it('asks at Close as for any other secret', async () => {
    const { openTyped, secrets } = setUp();
    await openTyped(key);
    expect(await secrets.close('typed', false)).toMatchObject({ problem: { kind: 'secret-not-stored' } });
    expect(await secrets.close('typed', true)).toEqual(success(null));
    expect(secrets.current()).toBeNull();
  });

  it('calls a key without a name by its access key', async () => {
    const { openTyped } = setUp();
    expect(await openTyped({ ...key, name: '  ' })).toMatchObject({ value: { keyName: '4f1c0e77' } });
  });

  it('is refused while another secret is open or being made, which stays as it is', async () => {
    const { openTyped, secrets, open } = setUp();
    await open('another');
    expect(await openTyped(key)).toEqual(failed({ kind: 'secret-open', keyName: 'ci-deploy' }));
    expect(secrets.reveal('h1')).toEqual(success('another'));
    expect(await setUp('in-making').openTyped(key)).toEqual(failed({ kind: 'secret-in-making', keyName: 'in-making' }));
  });

  it('takes every character that a handed-over file can hold, and no other', async () => {
    for (let point = 0x21; point <= 0x17f; point += 1) {
      const secretKey = `ab${String.fromCodePoint(point)}cd`;
      if (/\s/u.test(secretKey)) continue;
      const { openTyped, secrets } = setUp();
      const opened = await openTyped({ ...key, secretKey });
      const content = formatHandedKey(handed, Buffer.from(secretKey));
      expect(opened.ok, secretKey).toBe(parseHandedKey(content).ok);
      if (opened.ok) await secrets.close('typed', true);
    }
  });

  it.each([
    ['no-access-key', { accessKey: ' ' }],
    ['access-key-characters', { accessKey: '4f1é' }],
    ['access-key-characters', { accessKey: 'a'.repeat(256) }],
    ['no-secret', { secretKey: ' \n' }],
    ['too-long', { secretKey: 'a'.repeat(1025) }],
    ['secret-characters', { secretKey: 'abc\u0007def' }],
    ['secret-characters', { secretKey: 'abc\u200bdef' }],
    ['secret-characters', { secretKey: 'abcdéf' }],
    ['secret-characters', { secretKey: 'abc\u{1f511}' }],
    ['name-characters', { name: 'a\nb' }],
    ['same', { secretKey: key.accessKey }],
  ] as const)('says %s, and opens nothing', async (why, change) => {
    const { openTyped, secrets } = setUp();
    expect(await openTyped({ ...key, ...change })).toEqual(failed({ kind: 'typed-invalid', why }));
    expect(secrets.current()).toBeNull();
  });
});
