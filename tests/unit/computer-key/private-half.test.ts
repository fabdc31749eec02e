import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromVaultBytes } from '../../../main/signin/private-key.ts';
import { setUpComputerKeyDesk } from '../../support/parts/computer-key-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { createWatchedVault } from '../../support/parts/watched-vault.ts';

const desk = setUpComputerKeyDesk();

/** Texts by which a private key is recognised: lines of its PEM in both forms, and the numbers of its JWK. */
function marksOf(der: Buffer): string[] {
  const key = fromVaultBytes(der);
  if (key === null) throw new Error('There is no private key.');
  const lines = (['pkcs8', 'pkcs1'] as const).flatMap((type) =>
    key.export({ type, format: 'pem' }).toString().split('\n').slice(8, -3),
  );
  const { d = '', p = '', q = '' } = key.export({ format: 'jwk' });
  return [...lines, d, p, q];
}

const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));

describe('the private half of this computer’s key', () => {
  it('is in nothing that Keydesk tells its page, writes to the disk or sends', async () => {
    const told: string[] = [];
    const tell = (each: unknown) => told.push(JSON.stringify(each) ?? '');
    const sent: typeof fetch = (input, init) => {
      tell({ input: String(input), headers: init?.headers });
      told.push(init?.body ? Buffer.from(init.body as Uint8Array).toString('latin1') : '');
      return fetch(input, init);
    };
    const keydesk = desk.start({ fetch: sent });
    const { setUp, apiKeys } = keydesk.computerKey;
    setUp.subscribe(tell);
    apiKeys.subscribe(tell);
    tell(await setUp.start());
    tell(await setUp.copyPublicKey());
    const { snippet } = await desk.controls().addApiKeyElsewhere('ada.byron', keydesk.clipboard.text);
    unwrap(await setUp.takeSnippet(snippet));
    const id = keydesk.accounts.current()?.id ?? '';
    const { vault, store } = desk.desk();
    const first = marksOf(unwrap(await vault.get(`account:${id}`)) ?? Buffer.alloc(0));
    unwrap(await apiKeys.replace());
    const second = marksOf(unwrap(await vault.get(`account:${id}`)) ?? Buffer.alloc(0));
    expect(second).not.toEqual(first);
    tell(await apiKeys.list());
    tell(store.content);
    tell(keydesk.clipboard.text);
    const everything = [...told, ...filesBelow(dirname(desk.journalFile()))].join('\n');
    expect(everything).toContain('BEGIN PUBLIC KEY');
    expect([...first, ...second].filter((mark) => everything.includes(mark))).toEqual([]);
  });

  it('rests in memory alone where there is no keychain, and is gone with the run: its key is told of then', async () => {
    await desk.withSession();
    const vault = createWatchedVault({ kind: 'memory', reason: 'there is none' });
    const file = desk.desk().writeConfig('ADMIN');
    const signIn = (keydesk: ReturnType<typeof desk.start>) =>
      keydesk.accounts.signIn({ file, profile: 'ADMIN', passphrase: null });
    const keydesk = desk.start({ vault });
    unwrap(await signIn(keydesk));
    unwrap(await keydesk.computerKey.apiKeys.stay());
    expect(keydesk.computerKey.apiKeys.state().unfinished).toEqual([]);
    const [fingerprint] = await desk.keysAtOracle();

    const again = desk.start({ vault: createWatchedVault({ kind: 'memory', reason: 'there is none' }) });
    unwrap(await signIn(again));
    await again.computerKey.resume();
    expect(again.computerKey.apiKeys.state().unfinished).toMatchObject([{ fingerprint, what: 'orphaned' }]);
    unwrap(await again.computerKey.apiKeys.remove(fingerprint ?? ''));
    expect(await desk.keysAtOracle()).toEqual([]);
    expect(again.computerKey.apiKeys.state().unfinished).toEqual([]);
  });
});
