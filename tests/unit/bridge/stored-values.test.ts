import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sessionSchema } from '../../../bridge/values/session.ts';
import { savedKeysStateSchema } from '../../../bridge/values/usage.ts';
import { readJournalText } from '../../../main/files/line-journal.ts';
import { parseRecord } from '../../../main/keys/journal-records.ts';
import { createKeyHistory } from '../../../main/keys/key-history.ts';
import { createProxySignIn } from '../../../main/signin/proxy-sign-in.ts';
import { openStoredAccounts } from '../../../main/signin/stored-accounts.ts';
import { readSavedKeys } from '../../../main/usage/saved-key-records.ts';
import { createMemoryVault } from '../../../main/vault/memory-vault.ts';

// A file that was edited by hand, or written by another Keydesk, must not give the page a value that the bridge refuses. Otherwise the
// page would get nothing of that state, and the window would stay empty.

const uuid = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
const long = 'x'.repeat(2000);
const late = `2026-11-22T21:40:05.${'1'.repeat(60)}Z`;
const many = <T>(make: (index: number) => T) => Array.from({ length: 1200 }, (_, index) => make(index));

describe('what stands in a file of Keydesk’s own', () => {
  it('of saved proxies is told without what is no name', () => {
    const read = () => ['', long, 7, 'proxy.acme.example:3128', 'proxy.acme.example:3128'];
    const proxy = createProxySignIn({ sessions: [], vault: createMemoryVault(''), store: { read, write: () => {} } });
    expect(proxy.state()).toEqual(['proxy.acme.example:3128']);
  });

  it('of saved proxies is told as far as the page takes it', () => {
    const read = () => many((index) => `proxy:${index}`);
    const proxy = createProxySignIn({ sessions: [], vault: createMemoryVault(''), store: { read, write: () => {} } });
    expect(sessionSchema.shape.proxies.safeParse(proxy.state()).success).toBe(true);
  });

  it('of accounts is told as far as the page takes it, and written back whole', () => {
    const account = {
      profile: 'ADMIN',
      tenancyOcid: 'ocid1.tenancy.oc1..a',
      tenancyName: 'acme',
      userOcid: 'ocid1.user.oc1..a',
      userName: 'ada',
      displayName: 'Ada',
      domain: null,
      fingerprint: 'aa',
      region: 'eu-frankfurt-1',
      identityUrl: 'https://identity.eu-frankfurt-1.oraclecloud.com',
      endpoint: null,
      signedInAt: late,
      vaultKind: 'keychain',
    };
    const accounts = [
      { ...account, id: uuid(5000), region: long },
      ...many((index) => ({ ...account, id: uuid(index) })),
    ];
    let written: readonly unknown[] = [];
    const stored = openStoredAccounts({
      read: () => ({ accounts, current: null }),
      write: (value) => {
        written = value.accounts;
      },
    });
    expect(stored.all()).toHaveLength(100);
    expect(stored.all().map(({ region }) => region)).not.toContain(long);
    // Earlier Keydesks wrote no `signedInBy`, since they could sign in only by the key of a file.
    expect(new Set(stored.all().map(({ signedInBy }) => signedInBy.kind))).toEqual(new Set(['file-key']));
    stored.setCurrent(uuid(1));
    expect(written).toHaveLength(accounts.length);
  });

  it('of saved keys is told as far as the page takes it, and written back whole', () => {
    const key = {
      keyId: 'k',
      keyName: 'ci',
      ownerName: 'Grace Hopper',
      tenancyName: null,
      account: null,
      place: null,
      keptAt: '2026-11-22T12:00:00.000Z',
      pending: false,
    };
    const keys = [
      { ...key, id: uuid(5000), name: 'odd', accessKey: 'odd', keptAt: `2026-11-22 (${'x'.repeat(60)})` },
      ...many((index) => ({ ...key, id: uuid(index), name: `name-${index}`, accessKey: `4f1c${index}` })),
    ];
    const { records, unreadable } = readSavedKeys({ keys });
    const told = records.map(({ id, name, keyName, accessKey, ownerName, tenancyName, keptAt }) => {
      return {
        id,
        name,
        keyName,
        accessKey,
        ownerName,
        tenancyName,
        keptAt,
        namespace: null,
        region: null,
        endpoint: null,
      };
    });
    expect(savedKeysStateSchema.shape.keys.safeParse(told)).toMatchObject({ success: true });
    expect(records.length + unreadable.length).toBe(keys.length);
  });

  it('of creations holds no line that the page is not told of', () => {
    const begun = {
      v: 1,
      type: 'begun',
      creation: uuid(1),
      at: '2026-11-22T12:00:00.000Z',
      account: { tenancyOcid: 'ocid1.tenancy.oc1..a', userOcid: 'ocid1.user.oc1..a', sample: false },
      owner: { kind: 'user', domainId: null, id: 'abc', ocid: 'ocid1.user.oc1..grace' },
      ownerName: 'Grace Hopper',
      ownerIdentity: null,
      keyName: 'ci',
      description: null,
      expiresOn: null,
      retryToken: 't',
      marked: true,
      vault: 'keychain',
      before: [],
      rotation: null,
    };
    const made = { v: 1, type: 'lost', creation: uuid(1), at: begun.at, keyId: 'k', accessKey: '4f1c' };
    const good = [begun, made];
    const odd = [
      { ...begun, at: late },
      { ...begun, keyName: `${long}${long}` },
      { ...begun, owner: { ...begun.owner, ocid: long } },
      { ...begun, owner: { ...begun.owner, id: long } },
      { ...made, keyId: long },
      { ...made, accessKey: long },
    ];
    const text = [...good, ...odd].map((line) => `${JSON.stringify(line)}\n`).join('');
    const read = readJournalText(text, parseRecord);
    expect(read).toEqual({ records: good, unread: odd.length });
  });
});

describe('what the history of keys holds', () => {
  it('is told as far as the page takes it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'history-'));
    const file = join(folder, 'history.jsonl');
    const done = {
      v: 1,
      type: 'handed-over',
      at: '2026-11-22T12:00:00.000Z',
      accessKey: '4f1c',
      how: 'print',
      to: null,
    };
    const lines = [done, { ...done, at: late }, { ...done, to: long }, { ...done, how: 'spelled' }];
    await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    const told = await createKeyHistory({ file, onQuarantine: () => {} }).of('4f1c');
    expect(told.map(({ how }) => how)).toEqual(['print', 'spelled']);
    await rm(folder, { recursive: true });
  });
});
