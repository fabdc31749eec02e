import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { computer } from '../../support/parts/command-computer.ts';
import { exampleAccount } from '../../support/parts/example-problems.ts';

const id = (number: number) => `3c0f6f0e-2f7b-4a57-9d8d-00000000000${number}`;
/** An account in its old stored form, from the time when Keydesk could sign in only by the key of a file. */
const { signedInBy: _, sample: __, ...account } = exampleAccount;
const key = { ...account, id: id(1) };
const times = { issued: '2026-11-22T12:00:00.000Z', renewableUntil: '2096-11-23T12:00:00.000Z' };
const living = { kind: 'browser-session', ...times, expires: '2096-11-22T13:00:00.000Z' };
const over = {
  kind: 'cli-session',
  ...times,
  file: '/home/ada/.oci/config',
  renewableUntil: null,
  expires: times.issued,
};
const accounts = [
  key,
  { ...key, id: id(2), displayName: 'Grace Hopper', userName: 'grace', profile: 'Browser', signedInBy: living },
  { ...key, id: id(3), displayName: 'Ev\u202Eil', profile: 'ci', signedInBy: over },
  {
    ...key,
    id: id(4),
    signedInBy: { kind: 'computer-key' },
    domain: { id: 'd', name: 'Default', url: 'https://d.example' },
  },
];

async function computerOf(stored: readonly object[], current: string | null = null) {
  const here = await computer();
  await writeFile(here.accountsFile, JSON.stringify({ version: 1, value: { accounts: stored, current } }));
  return here;
}

describe('keydesk accounts', () => {
  it('lists who is signed in, with what, and until when; it asks neither the keychain nor Oracle', async () => {
    const { run, vault } = await computerOf(accounts, id(2));
    vault.asked.length = 0;
    expect(await run({ kind: 'accounts', json: false })).toEqual({
      code: 0,
      err: '',
      out: [
        '   NAME          USER       TENANCY  REGION          SIGNED IN BY              UNTIL',
        '   Ada Byron     ada.byron  acme     eu-frankfurt-1  API key of a file         -',
        '*  Grace Hopper  grace      acme     eu-frankfurt-1  browser                   2096-11-22 13:00 UTC',
        '   Ev<U+202E>il  ada.byron  acme     eu-frankfurt-1  session of the OCI CLI    over: sign in again',
        '   Ada Byron     ada.byron  acme     eu-frankfurt-1  API key of this computer  -',
        '',
      ].join('\n'),
    });
    expect(vault.asked).toEqual([]);
  });

  it('gives the same to other programs as JSON, without OCIDs and fingerprints', async () => {
    const { run } = await computerOf(accounts, id(2));
    const { out } = await run({ kind: 'accounts', json: true });
    const listed = JSON.parse(out);
    expect(listed[1]).toEqual({
      displayName: 'Grace Hopper',
      userName: 'grace',
      tenancyName: 'acme',
      domainName: null,
      region: 'eu-frankfurt-1',
      endpoint: null,
      profile: 'Browser',
      signedInBy: 'browser-session',
      expires: living.expires,
      renewableUntil: times.renewableUntil,
      over: false,
      current: true,
    });
    expect(listed[0]).toMatchObject({ signedInBy: 'file-key', expires: null, renewableUntil: null, over: false });
    expect(listed[2]).toMatchObject({ signedInBy: 'cli-session', over: true });
    expect(listed[3]).toMatchObject({ signedInBy: 'computer-key', domainName: 'Default' });
    expect(out).not.toMatch(/ocid1|aa:bb/);
  });

  it('says that nobody is signed in', async () => {
    const { run } = await computer();
    expect(await run({ kind: 'accounts', json: false })).toEqual({
      code: 0,
      out: '',
      err: 'keydesk: nobody is signed in.',
    });
    expect((await run({ kind: 'accounts', json: true })).out).toBe('[]\n');
  });

  it('leaves out an account that cannot be read, and refuses a file that is damaged', async () => {
    const { run } = await computerOf([{ ...key, id: 'x' }, key]);
    expect(JSON.parse((await run({ kind: 'accounts', json: true })).out)).toHaveLength(1);
    const damaged = await computer();
    await writeFile(damaged.accountsFile, '{');
    expect(await damaged.run({ kind: 'accounts', json: false })).toEqual({
      code: 1,
      out: '',
      err: `keydesk: the list of accounts, ${damaged.accountsFile}, cannot be read: it is damaged.`,
    });
  });
});
