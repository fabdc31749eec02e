import { randomUUID } from 'node:crypto';
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { beforeAll, describe, expect, it } from 'vitest';
import { failed, success } from '../../../main/basics/outcome.ts';
import { encryptForRecipient } from '../../../main/handover/age-file.ts';
import { formatHandedKey, type HandedKey } from '../../../main/handover/handed-key.ts';
import { createIncomingFile, type Incoming } from '../../../main/receiving/incoming-file.ts';
import { createSecrets } from '../../../main/secret/one-time-secret.ts';
import { createMemoryVault } from '../../../main/vault/memory-vault.ts';
import { acceptingClipboard } from '../../support/parts/one-secret.ts';

const key: HandedKey = {
  keyName: 'ci-deploy',
  user: 'Grace Hopper',
  tenancy: 'acme',
  place: {
    namespace: 'ns',
    region: 'eu-frankfurt-1',
    endpoint: 'https://ns.compat.objectstorage.eu-frankfurt-1.oraclecloud.com',
  },
  accessKey: '4f1c0e77b2d84c0e9f3a',
  date: '2026-11-22T21:40:05.123Z',
  sender: 'Ada Byron',
  note: 'Call me.\nSoon.',
};
const secret = '8fYq+w/3ZxQm1b7Hn0KcV5tR2uE9sLdP4aGjXiWoB6M=';
const content = formatHandedKey(key, Buffer.from(secret));

let identity: string;
let publicKey: string;
let forMe: Buffer;
let withPassphrase: Buffer;
beforeAll(async () => {
  identity = await generateX25519Identity();
  publicKey = await identityToRecipient(identity);
  forMe = await encryptForRecipient(publicKey, content);
  const encrypter = new Encrypter();
  encrypter.setPassphrase('legal-winner-thank');
  encrypter.setScryptWorkFactor(4);
  withPassphrase = Buffer.from(await encrypter.encrypt(content));
});

function setUp() {
  const now = { locked: false, making: null as string | null, identity: identity as string | null };
  const told: Incoming[] = [];
  const lent: Buffer[] = [];
  const secrets = createSecrets({
    vault: createMemoryVault('test'),
    clipboard: acceptingClipboard,
  });
  const incoming = createIncomingFile({
    identity: {
      identity: async () => {
        const bytes = now.identity === null ? null : Buffer.from(now.identity);
        if (bytes !== null) lent.push(bytes);
        return success(bytes);
      },
    },
    secrets,
    making: () => now.making,
    isLocked: () => now.locked,
    newId: randomUUID,
  });
  incoming.subscribe((state) => told.push(state));
  const revealed = () => {
    const open = secrets.current();
    const shown = open && secrets.reveal(open.handle);
    return shown?.ok ? shown.value : null;
  };
  return { now, told, lent, secrets, incoming, revealed };
}
const failure = (state: Incoming) => (state.kind === 'none' ? null : (state.problem?.kind ?? null));

describe('a file for this person’s handover address', () => {
  it('shows its key in the one-time dialog, with all that the sender says', async () => {
    const { incoming, secrets, revealed, told } = setUp();
    await incoming.receive('key.age', forMe);
    expect(incoming.state()).toEqual({ kind: 'none' });
    expect(told).toEqual([{ kind: 'none' }]);
    expect(revealed()).toBe(secret);
    expect(secrets.current()).toMatchObject({
      keyId: key.accessKey,
      keyName: 'ci-deploy',
      ownerName: 'Grace Hopper',
      ownerOcid: null,
      own: true,
      accessKey: key.accessKey,
      restsIn: 'memory',
      origin: {
        kind: 'received',
        file: 'key.age',
        sender: 'Ada Byron',
        sentAt: '2026-11-22T21:40:05.123Z',
        tenancy: 'acme',
        note: 'Call me.\nSoon.',
        receipt: null,
        replaces: null,
      },
    });
    const lent = await secrets.lend(secrets.current()?.handle ?? '', (_secret, { home }) => home);
    expect(lent).toEqual({ ok: true, value: { owner: null, account: null, place: key.place } });
  });

  it('closes without a question: it can be opened again', async () => {
    const { incoming, secrets } = setUp();
    await incoming.receive('key.age', forMe);
    expect(secrets.atRisk()).toBeNull();
    expect(await secrets.close(secrets.current()?.handle ?? '', false)).toEqual({ ok: true, value: null });
    await incoming.receive('key.age', forMe);
    expect(secrets.current()).not.toBeNull();
  });

  it('leaves the private key in memory no longer than it takes', async () => {
    const { incoming, lent } = setUp();
    await incoming.receive('key.age', forMe);
    expect(lent).toHaveLength(1);
    expect(lent.every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
  });
});

describe('a file with a passphrase', () => {
  it('asks for it, says when it is wrong, and opens with the right one', async () => {
    const { incoming, revealed } = setUp();
    await incoming.receive('key.age', withPassphrase);
    expect(incoming.state()).toEqual({ kind: 'passphrase', number: 1, file: 'key.age', problem: null });
    await incoming.open('legal winner yellow');
    expect(incoming.state()).toEqual({
      kind: 'passphrase',
      number: 1,
      file: 'key.age',
      problem: { kind: 'file-passphrase-wrong', file: 'key.age' },
    });
    await incoming.open(' Legal winner Thank ');
    expect(incoming.state()).toEqual({ kind: 'none' });
    expect(revealed()).toBe(secret);
  });

  it('is told from another one of the same name, whose passphrase is another one', async () => {
    const { incoming } = setUp();
    const numbers: unknown[] = [];
    for (let file = 0; file < 2; file += 1) {
      await incoming.receive('key.age', withPassphrase);
      await incoming.open('legal winner yellow');
      numbers.push(Reflect.get(incoming.state(), 'number'));
    }
    expect(numbers).toEqual([1, 2]);
  });

  it('is put away when the person does not go on', async () => {
    const { incoming, secrets, told } = setUp();
    await incoming.receive('key.age', withPassphrase);
    incoming.dismiss();
    expect(incoming.state()).toEqual({ kind: 'none' });
    await incoming.open('legal-winner-thank');
    expect(secrets.current()).toBeNull();
    incoming.dismiss();
    expect(told).toHaveLength(2);
  });
});

describe('a file that cannot be opened says why:', () => {
  it('it is for another recipient', async () => {
    const { incoming } = setUp();
    const other = await encryptForRecipient(await identityToRecipient(await generateX25519Identity()), content);
    await incoming.receive('key.age', other);
    expect(incoming.state()).toEqual({
      kind: 'failed',
      file: 'key.age',
      problem: { kind: 'file-not-for-you', file: 'key.age' },
    });
  });

  it('this person has no handover address yet', async () => {
    const { incoming, now } = setUp();
    now.identity = null;
    await incoming.receive('key.age', forMe);
    expect(failure(incoming.state())).toBe('address-missing');
  });

  it('it is damaged, or no such file at all', async () => {
    const { incoming } = setUp();
    await incoming.receive('key.age', forMe.subarray(0, -1));
    expect(failure(incoming.state())).toBe('file-damaged');
    await incoming.receive('photo.jpg', Buffer.from('JFIF'));
    expect(incoming.state()).toMatchObject({ kind: 'failed', file: 'photo.jpg' });
    expect(failure(incoming.state())).toBe('not-a-handed-over-file');
  });

  it('it opens, and holds something else', async () => {
    const { incoming, secrets } = setUp();
    await incoming.receive('letter.age', await encryptForRecipient(publicKey, Buffer.from('Dear Grace,\n')));
    expect(incoming.state()).toMatchObject({
      problem: { kind: 'not-a-key', why: 'other-content', file: 'letter.age' },
    });
    expect(secrets.current()).toBeNull();
  });

  it('it could not be read', () => {
    const { incoming } = setUp();
    incoming.refuse('key.age', { kind: 'file-unreadable', file: '/x/key.age', reason: 'permission denied' });
    expect(failure(incoming.state())).toBe('file-unreadable');
    incoming.dismiss();
    expect(incoming.state()).toEqual({ kind: 'none' });
  });

  it('the keychain does not answer', async () => {
    const { secrets } = setUp();
    const incoming = createIncomingFile({
      identity: { identity: async () => failed({ kind: 'vault-failed', reason: 'the keychain is locked' } as const) },
      secrets,
      making: () => null,
      isLocked: () => false,
      newId: randomUUID,
    });
    await incoming.receive('key.age', forMe);
    expect(failure(incoming.state())).toBe('vault-failed');
  });
});

describe('while another secret key is open', () => {
  it('no file opens, and the open one stays', async () => {
    const { incoming, secrets } = setUp();
    await incoming.receive('key.age', forMe);
    const open = secrets.current();
    await incoming.receive('other.age', forMe);
    expect(incoming.state()).toMatchObject({ kind: 'failed', problem: { kind: 'secret-open', keyName: 'ci-deploy' } });
    expect(secrets.current()).toBe(open);
  });

  it('or is being made, none opens either', async () => {
    const { incoming, now, secrets } = setUp();
    now.making = 'backup';
    await incoming.receive('key.age', forMe);
    expect(incoming.state()).toMatchObject({ problem: { kind: 'secret-in-making', keyName: 'backup' } });
    expect(secrets.current()).toBeNull();
  });

  it('that failed during decryption does not ask for the passphrase again, and is reported', async () => {
    const { incoming, now, secrets } = setUp();
    await incoming.receive('key.age', withPassphrase);
    const opening = incoming.open('legal-winner-thank');
    now.making = 'backup';
    await opening;
    expect(incoming.state()).toMatchObject({ problem: { kind: 'secret-in-making', keyName: 'backup' } });
    expect(secrets.current()).toBeNull();
  });
});

describe('while Keydesk is locked', () => {
  it('a file waits, and opens when it is unlocked', async () => {
    const { incoming, now, secrets, lent, revealed } = setUp();
    now.locked = true;
    await incoming.receive('key.age', forMe);
    expect(secrets.current()).toBeNull();
    expect(lent).toEqual([]);
    expect(incoming.state()).toEqual({ kind: 'none' });
    now.locked = false;
    await incoming.unlocked();
    expect(revealed()).toBe(secret);
    await incoming.unlocked();
    expect(incoming.state()).toEqual({ kind: 'none' });
  });

  it('nothing opens that was being opened when it was locked; it goes on afterwards', async () => {
    const { incoming, now, secrets, revealed } = setUp();
    const opening = incoming.receive('key.age', forMe);
    now.locked = true;
    await opening;
    expect(secrets.current()).toBeNull();
    now.locked = false;
    await incoming.unlocked();
    expect(revealed()).toBe(secret);
  });
});

describe('two files at once', () => {
  it('are one: the last', async () => {
    const { incoming, secrets } = setUp();
    const first = incoming.receive('first.age', forMe);
    const second = incoming.receive('second.age', forMe);
    await Promise.all([first, second]);
    expect(secrets.current()).toMatchObject({ origin: { file: 'second.age' } });
    expect(incoming.state()).toEqual({ kind: 'none' });
  });
});
