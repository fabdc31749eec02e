import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openForIdentity, openWithPassphrase } from '../../../main/handover/age-file.ts';
import { type HandedKey, parseHandedKey } from '../../../main/handover/handed-key.ts';
import { readLedger } from '../../../main/rotation/ledger-check.ts';
import type { LedgerLine } from '../../../main/rotation/ledger-line.ts';
import type { Plan } from '../../../main/rotation/plan.ts';
import { unpackSecret } from '../../../main/secret/stored-secret.ts';
import type { KeyDesk, setUpKeyDesk } from '../parts/key-desk.ts';
import { unwrap } from '../parts/unwrap.ts';
import type { KeyState } from '../simulator/simulator-controls.ts';

const KEY = /customerSecretKeys\/([^/?]+)/i;

export interface OpenedPacket {
  readonly key: HandedKey;
  readonly secret: string;
}

/** Milliseconds between a deactivation and a deletion, as in the settings. */
const WAITING = 7 * 86_400_000;
/** Milliseconds by which the clocks may differ before Oracle refuses a signature. */
const SKEW = 300_000;

/**
 * The true state of a computer on which Keydesk is killed again and again during rotations. Reads it from outside of Keydesk: from the
 * packets on the disk, the keychain, the secrets that people have taken, and the service's own record. `wrong` lists each fault found.
 */
export function createRotationTruth({
  desk,
  identity,
  worldNow,
}: {
  readonly desk: ReturnType<typeof setUpKeyDesk>;
  /** The private age key of all recipients. */
  readonly identity: string;
  readonly worldNow: () => number;
}) {
  /** Secrets that a person or a recipient has, by access key. */
  const stored = new Map<string, string>();
  /** The words of packets that recipients were told, by rotation id. */
  const told = new Map<string, string>();
  const wrong: string[] = [];
  let initial = new Set<string>();
  /** Reads the rotations from the ledger of the latest run of Keydesk. */
  let plansNow: () => readonly Plan[] = () => [];
  /** The earliest time at which the waiting time of a rotation can have begun, by the service's clock and by rotation id. */
  const observed = new Map<string, number>();
  /** The start of the latest run of Keydesk that read the ledger. */
  let lastRead = worldNow();

  const ledgerFile = () => join(dirname(desk.journalFile()), 'ledger.jsonl');
  /** Reads an entry of the keychain, even while the keychain refuses Keydesk's calls. */
  async function readVault(entry: string): Promise<Buffer | null> {
    const { vault } = desk.desk();
    const { refuse } = vault;
    vault.refuse = null;
    const reading = vault.get(entry);
    vault.refuse = refuse;
    return unwrap(await reading);
  }

  /** The packet of this rotation, opened as its recipient opens it; null: there is no file, or it does not open. */
  async function openPacket({ id }: Plan, file: string): Promise<OpenedPacket | null> {
    if (!existsSync(file)) return null;
    const bytes = readFileSync(file);
    const words = (await readVault(`words:${id}`)) ?? told.get(id);
    const opened =
      words === undefined
        ? await openForIdentity(bytes, Buffer.from(identity))
        : await openWithPassphrase(bytes, Buffer.from(words));
    const content = opened.ok ? parseHandedKey(opened.value) : null;
    return content?.ok ? { key: content.value.key, secret: content.value.secret.toString() } : null;
  }

  /** The paths of the packets that the ledger names, by rotation id. */
  function packetFiles(): Map<string, string> {
    const folders = new Map<string, string>();
    const files = new Map<string, string>();
    const lines = (existsSync(ledgerFile()) ? readFileSync(ledgerFile(), 'utf8') : '').split('\n').slice(0, -1);
    for (const line of lines.map((text): LedgerLine => JSON.parse(text))) {
      if (line.event === 'campaign-begun') folders.set(line.plan, line.folder ?? '');
      if (line.event !== 'packed') continue;
      const campaign = plansNow().find(({ id }) => id === line.plan)?.campaign ?? '';
      files.set(line.plan, join(folders.get(campaign) ?? '', line.file));
    }
    return files;
  }

  /** Checks each request just before it is sent. */
  const watched: typeof fetch = async (input, init) => {
    const url = String(input instanceof Request ? input.url : input);
    const method = init?.method ?? (input instanceof Request ? input.method : 'GET');
    const keyId = decodeURIComponent(KEY.exec(url)?.[1] ?? '');
    if (method === 'DELETE' && keyId !== '') await checkDeletion(keyId);
    if (method === 'PATCH' && keyId !== '') checkChange(keyId, String(init?.body));
    try {
      return await fetch(input, init);
    } finally {
      if (method === 'PATCH' && keyId !== '') await noteActivation(keyId);
    }
  };

  /** An activation of the old key ends the waiting time, even if Keydesk did not get the answer. */
  async function noteActivation(keyId: string) {
    const plan = plansNow().find(({ old, phase }) => phase === 'reactivating' && old?.keyId === keyId);
    const { keys } = plan === undefined ? { keys: [] } : await desk.controls().state();
    if (plan && keys.some(({ id, status }) => id === keyId && status === 'ACTIVE')) observed.delete(plan.id);
  }

  const isStored = (plan: Plan) => stored.has(plan.made?.accessKey ?? '');

  async function checkDeletion(keyId: string) {
    const plans = plansNow().filter(({ ended }) => ended === null);
    const old = plans.find((plan) => plan.old?.keyId === keyId && plan.phase === 'deleting');
    const since = observed.get(old?.id ?? '') ?? Number.POSITIVE_INFINITY;
    if (old !== undefined && worldNow() - since >= WAITING - SKEW && isStored(old)) return;
    // The person has given this key up to make room, and has begun no rotation of it since.
    const maker = plans.findIndex(({ room }) => room === keyId);
    if (maker >= 0 && plans.slice(maker).every((each) => each.old?.keyId !== keyId)) return;
    // A new key may be deleted only if nobody has its secret, and the keychain does not.
    const fresh = plans.find(({ made }) => made?.keyId === keyId);
    const isLost = fresh !== undefined && !isStored(fresh) && (await readVault(`secret:${fresh.creation}`)) === null;
    const plan = old ?? fresh;
    if (isLost) return;
    const times = `${(worldNow() - since) / 1000} s after its waiting time began, at ${new Date(worldNow()).toISOString()}`;
    const text = existsSync(ledgerFile()) ? readFileSync(ledgerFile(), 'utf8') : '';
    const lines = text.split('\n').filter((line) => line.includes(`"plan":"${plan?.id}"`));
    wrong.push(['a deletion came too early, or of the wrong key', times, plan && isStored(plan), ...lines].join('\n'));
  }

  function checkChange(keyId: string, body: string) {
    const plan = plansNow().find(({ old, ended }) => ended === null && old?.keyId === keyId);
    if (body.includes('INACTIVE') && !(plan?.phase === 'deactivating' && isStored(plan)))
      wrong.push(`${keyId} was deactivated too early`);
  }

  /** A secret may leave the keychain only when its packet and the lines about it are synced. Files of other keys need not be synced. */
  function checkRemoval(entry: string, unsynced: ReadonlyMap<string, string>) {
    if (!entry.startsWith('secret:')) return;
    const creation = entry.slice('secret:'.length);
    const plan = plansNow().find((each) => each.creation === creation);
    const packet = plan && packetFiles().get(plan.id);
    const isOurs = (text: string) => [creation, plan?.id].some((id) => id !== undefined && text.includes(id));
    const late = [...unsynced].flatMap(([path, text]) =>
      /(?:creations|ledger)\.jsonl$/.test(path)
        ? isOurs(text)
          ? path
          : []
        : packet && path.endsWith(packet)
          ? path
          : [],
    );
    if (late.length > 0) wrong.push(`${entry} was removed before ${late} was synced`);
  }

  /** Every secret that is not lost: in the keychain, with a person, or in a packet that opens. */
  async function secretsThatAreSafe(): Promise<Set<string>> {
    const safe = new Set(stored.values());
    for (const name of desk
      .desk()
      .vault.names()
      .filter((each) => each.startsWith('secret:'))) {
      const secret = unpackSecret((await readVault(name)) ?? Buffer.alloc(0))?.secretKey.toString();
      if (secret !== undefined) safe.add(secret);
    }
    const files = packetFiles();
    for (const plan of plansNow().filter(({ id, made }) => files.has(id) && !stored.has(made?.accessKey ?? ''))) {
      const packet = await openPacket(plan, files.get(plan.id) ?? '');
      if (packet !== null) safe.add(packet.secret);
    }
    return safe;
  }

  function checkKey({ id, name, accessKey, secretKey }: KeyState, plans: readonly Plan[], seen: Seen) {
    const plan = plans.find(({ made }) => made?.keyId === id);
    const isTold = seen.reported.has(accessKey);
    if (plan === undefined && !isTold) wrong.push(`the key ${name} is unknown`);
    const isReported = isTold || ['made', 'lost', 'new-gone'].includes(plan?.phase ?? '') || isLeft(plan);
    if (!seen.safe.has(secretKey) && (seen.isEnd ? !isLeft(plan) : !isReported))
      wrong.push(`the secret of ${name} is lost at ${plan?.phase} after ${plan?.last}`);
    if (stored.has(accessKey) && stored.get(accessKey) !== secretKey)
      wrong.push(`${name} was handed over with another secret`);
  }

  /** The person has stopped the rotation of a key whose secret was lost. */
  const isLeft = (plan: Plan | undefined) => plan?.ended === 'stopped' || plan?.ended === 'gone';

  interface Seen {
    readonly safe: ReadonlySet<string>;
    readonly reported: ReadonlySet<string | null>;
    readonly isEnd: boolean;
  }

  /** Compares the rotations with the service's own record. `isEnd`: all work is done, so a loss that is only reported is a fault too. */
  async function check(keydesk: KeyDesk, isEnd: boolean): Promise<void> {
    const plans = plansNow();
    const ledger = await readLedger(ledgerFile());
    if (ledger.check.kind === 'broken') wrong.push(`the ledger is broken: ${JSON.stringify(ledger.check)}`);
    const { keys } = await desk.controls().state();
    const reported = new Set(keydesk.unfinished.state().map(({ accessKey }) => accessKey));
    const seen = { safe: await secretsThatAreSafe(), reported, isEnd };
    const fresh = keys.filter(({ id }) => !initial.has(id));
    for (const key of fresh) checkKey(key, plans, seen);
    const names = fresh
      .filter(({ accessKey }) => !reported.has(accessKey))
      .map(({ user, name }) => `${user.userName} ${name}`);
    for (const name of names.filter((each, at) => names.indexOf(each) !== at)) wrong.push(`${name} is there twice`);
    for (const { old, ended, last, keyName } of plans) {
      const there = keys.find(({ id }) => id === old?.keyId);
      if (ended === 'done' && there !== undefined) wrong.push(`${keyName} was told as deleted`);
      if (last === 'deactivated' && there?.status === 'ACTIVE') wrong.push(`${keyName} was told as deactivated`);
      if (last === 'reactivated' && there?.status === 'INACTIVE') wrong.push(`${keyName} was told as active`);
    }
    const made = plans.flatMap((plan) => plan.made?.keyId ?? []);
    if (new Set(made).size !== made.length) wrong.push('two rotations have one new key');
  }

  return {
    stored,
    told,
    wrong,
    watched,
    checkRemoval,
    packetFiles,
    openPacket,
    check,
    /** Notes the keys that are at the service before anything is rotated. */
    async begin() {
      initial = new Set((await desk.controls().state()).keys.map(({ id }) => id));
    },
    /** Follows the ledger of a new run. Whatever it reads at its start happened after `lastRead`: after the previous reader began. */
    follow({ rotations }: KeyDesk) {
      const began = worldNow();
      let isRead = false;
      plansNow = rotations.ledger.plans;
      rotations.ledger.subscribe(({ kind }) => {
        if (kind !== 'whole') return;
        for (const { id, phase } of plansNow()) {
          // An undo that has not succeeded does not end the waiting time.
          if (!['observing', 'reactivating', 'deleting'].includes(phase)) observed.delete(id);
          else if (phase !== 'reactivating' && !observed.has(id)) observed.set(id, isRead ? worldNow() : lastRead);
        }
        if (!isRead) lastRead = began;
        isRead = true;
      });
    },
  };
}

export type RotationTruth = ReturnType<typeof createRotationTruth>;
