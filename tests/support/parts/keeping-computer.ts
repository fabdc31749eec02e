import { failed, success } from '../../../main/basics/outcome.ts';
import type { LentSecret, Secrets } from '../../../main/secret/secret-contract.ts';
import { unpackSecret } from '../../../main/secret/stored-secret.ts';
import type { SavedKeysContent } from '../../../main/usage/saved-key-records.ts';
import { createSavedKeys } from '../../../main/usage/saved-keys.ts';
import { openSecret } from './open-secret.ts';
import { setUpPolicy } from './policy-desk.ts';
import { unwrap } from './unwrap.ts';
import { createWatchedVault, type WatchedVault } from './watched-vault.ts';

export const SECRET = 'c2VjcmV0LXNlY3JldC1zZWNyZXQ+/w==';
export const place = { namespace: 'acmens', region: 'eu-frankfurt-1', endpoint: 'https://acmens.compat.example' };
export const account = { tenancyOcid: 'ocid1.tenancy.oc1..t', userOcid: 'ocid1.user.oc1..u', sample: false };

export const opened = (change: Partial<LentSecret> = {}): LentSecret => ({
  ...openSecret,
  handle: 'h1',
  keyId: 'k1',
  ownerIdentity: null,
  accessKey: '4f1c',
  secretLength: SECRET.length,
  home: { owner: null, account, place: null },
  ...change,
});

export const refusedWrite = new Error('ENOSPC: no space left on device');

/** A computer. Its keychain and its profile folder outlive a run of Keydesk. */
export function createComputer() {
  const vault = createWatchedVault();
  let file: unknown;
  const computer = {
    vault,
    open: [opened()],
    lentBuffers: [] as Buffer[],
    marked: [] as string[],
    told: [] as (readonly string[])[],
    /** The number of writes that still succeed. */
    writes: Number.POSITIVE_INFINITY,
    content: () => file,
    edit: (value: unknown) => {
      file = value;
    },
    ids: 0,
    start() {
      const secrets: Pick<Secrets, 'lend' | 'markSafe'> = {
        async lend(handle, use) {
          const found = computer.open.find((each) => each.handle === handle);
          if (!found) return failed({ kind: 'secret-gone' });
          const copy = Buffer.from(SECRET);
          computer.lentBuffers.push(copy);
          const used = await use(copy, found);
          copy.fill(0);
          return success(used);
        },
        markSafe: (handle, how) => computer.marked.push(`${handle} ${how}`),
      };
      const write = (value: SavedKeysContent) => {
        if (computer.writes <= 0) throw refusedWrite;
        computer.writes -= 1;
        file = JSON.parse(JSON.stringify(value));
      };
      const kept = createSavedKeys({
        policy: setUpPolicy(),
        vault,
        store: { read: () => file, write },
        secrets,
        describe: async (home) => ({ tenancyName: 'acme', place: home.account ? place : null }),
        isLocked: () => false,
        newId: () => {
          computer.ids += 1;
          return `3c0f6f0e-2f7b-4a57-9d8d-${String(computer.ids).padStart(12, '0')}`;
        },
        now: () => Date.parse('2026-11-22T12:00:00Z'),
      });
      kept.subscribe((keys) => computer.told.push(keys.map(({ name }) => name)));
      return kept;
    },
  };
  return computer;
}

export const secretIn = async (vault: WatchedVault, id: string) => {
  const got = unwrap(await vault.get(`kept:${id}`));
  return got && (unpackSecret(got)?.secretKey.toString() ?? null);
};
