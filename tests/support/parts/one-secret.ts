import type { OpenSecret } from '../../../bridge/values/secret.ts';
import { success } from '../../../main/basics/outcome.ts';
import type { ClipboardGuard } from '../../../main/clipboard/clipboard-guard.ts';
import { createSecrets } from '../../../main/secret/one-time-secret.ts';
import type { SecretToOpen } from '../../../main/secret/secret-contract.ts';
import { createMemoryVault } from '../../../main/vault/memory-vault.ts';

/** A clipboard that accepts everything. */
export const acceptingClipboard: ClipboardGuard = {
  state: () => ({ kind: 'idle' }),
  subscribe: () => () => {},
  copySecret: async () => success(null),
  copyText: async () => success(null),
  clearSecret: async () => {},
  clearSelection: async () => {},
  retry: async () => {},
};

/** A secret for Grace Hopper under the handle `h1`, which closes without a problem. */
export const secretToOpen = (details: Partial<SecretToOpen> = {}): SecretToOpen => ({
  handle: 'h1',
  keyId: 'k1',
  keyName: 'ci-deploy',
  ownerName: 'Grace Hopper',
  ownerIdentity: null,
  ownerOcid: 'ocid1.user.oc1..grace',
  own: false,
  accessKey: '4f1c',
  origin: { kind: 'generated' },
  home: { owner: null, account: null, place: null },
  onClosing: async () => success(null),
  onClosed: async () => {},
  ...details,
});

/** Only the one-time secret of the app, and a clipboard that accepts everything. */
export function setUpOneSecret() {
  const told: (OpenSecret | null)[] = [];
  const revealed: boolean[] = [];
  const secrets = createSecrets({
    vault: createMemoryVault('a test'),
    clipboard: acceptingClipboard,
  });
  secrets.subscribe(({ secret }) => told.push(secret));
  secrets.readable.subscribe((is) => revealed.push(is));
  return {
    secrets,
    told,
    revealed,
    /** Opens a secret under the handle `h1`. */
    open: (secretKey: string, details: Partial<SecretToOpen> = {}) =>
      secrets.open(
        secretToOpen({ accessKey: '4f1c0e77b2d94a6f8c3e5b7a9d0f1e2c3b4a9ab2', ...details }),
        Buffer.from(secretKey),
        'memory',
      ),
  };
}
