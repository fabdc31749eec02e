import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import type { Recipient } from '../../../bridge/values/handover.ts';
import { judge } from '../../basics/judge.ts';
import { failed, type Outcome, success } from '../../basics/outcome.ts';
import { type AgeProblem, encryptForRecipient, lockOf, openForIdentity } from '../../handover/age-file.ts';
import { wordFingerprint } from '../../handover/word-fingerprint.ts';
import type { Account } from '../../signin/account.ts';
import type { LedgerLine, NewLine } from '../ledger-line.ts';
import { type Plan, reducePlan } from '../plan.ts';
import type { PlanEvent } from '../plan-events.ts';
import type { CampaignFacts } from './campaign-book.ts';
import { sha256Of } from './packet.ts';

/** Why a file is not taken over. `another-tenancy`: nobody here could go on with it. `known`: its rotations are in this ledger already. */
type NotACampaign = {
  readonly kind: 'not-a-campaign';
  readonly why: 'other-content' | 'newer' | 'another-tenancy' | 'known';
  readonly file: string;
};
export const notTaken = (why: NotACampaign['why'], file: string) =>
  failed<NotACampaign>({ kind: 'not-a-campaign', why, file });
export type TakeOverProblem = NotACampaign | (AgeProblem & { readonly file: string });

/** Enough for ten thousand rotations of twenty lines each. */
const MAX_LINES = 200_000;
/** Bytes of the encrypted file, and of its unpacked content. */
export const MAX_CAMPAIGN_FILE = 32 * 1024 * 1024;
const MAX_UNPACKED = 128 * 1024 * 1024;

// What a row shows must have the length and the characters that the bridge takes: because of a single bad row, the page would refuse all
// rows.
const text = z.string().max(4096).nullable();
const name = z.string().max(2000);
const id = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[\w.:~-]+$/);
const accessKey = z.string().max(512).nullable();
const frame = { at: z.iso.datetime().max(40), plan: z.uuid(), user: text, keyId: text, accessKey, by: text };
/** The events of rotations with details of their own. */
type Detailed =
  | 'chosen'
  | 'making'
  | 'packed'
  | 'handed-over'
  | 'confirmed'
  | 'deactivated'
  | 'not-deactivated'
  | 'not-reactivated'
  | 'waiting'
  | 'renamed';
/** The events without details. All of them are listed, since a colleague's Keydesk refuses a file with an event that is not. */
const plain: { readonly [Event in Exclude<PlanEvent['event'], Detailed | `campaign-${string}`>]: Event } = {
  made: 'made',
  'not-made': 'not-made',
  'secret-lost': 'secret-lost',
  'secret-held': 'secret-held',
  'new-deleted': 'new-deleted',
  'new-gone': 'new-gone',
  'room-agreed': 'room-agreed',
  'room-deleting': 'room-deleting',
  'room-deleted': 'room-deleted',
  'room-kept': 'room-kept',
  deactivating: 'deactivating',
  reactivating: 'reactivating',
  reactivated: 'reactivated',
  deleting: 'deleting',
  deleted: 'deleted',
  'not-deleted': 'not-deleted',
  'old-gone': 'old-gone',
  skipped: 'skipped',
  stopped: 'stopped',
  paused: 'paused',
  resumed: 'resumed',
  'taken-over': 'taken-over',
};
/** The events of rotations by packet. `reducePlan` checks their order, as it does for lines of this ledger. */
const lineSchema = z.discriminatedUnion('event', [
  z.object({
    ...frame,
    event: z.literal('chosen'),
    how: z.literal('packet'),
    owner: z.object({ kind: z.literal('user'), domainId: id.nullable(), id, ocid: id }),
    userName: name,
    displayName: name,
    domainName: name.nullable(),
    keyName: name,
    newKey: z.object({ name, description: text, expiresOn: z.iso.datetime().nullable() }),
    campaign: z.uuid(),
  }),
  z.object({ ...frame, event: z.enum(plain) }),
  z.object({ ...frame, event: z.literal('making'), creation: z.uuid() }),
  z.object({
    ...frame,
    event: z.literal('packed'),
    file: z.string().max(400),
    sha256: z.hash('sha256'),
    lock: z.enum(['recipient', 'passphrase']),
    receipt: z.hash('sha256'),
  }),
  z.object({ ...frame, event: z.literal('handed-over'), way: z.enum(['packet', 'word']), to: text }),
  z.object({ ...frame, event: z.literal('confirmed'), proof: z.enum(['receipt', 'word']) }),
  z.object({ ...frame, event: z.enum(['deactivated', 'waiting']), until: z.iso.datetime().max(40) }),
  z.object({ ...frame, event: z.enum(['not-deactivated', 'not-reactivated']), unclear: z.boolean() }),
  z.object({ ...frame, event: z.literal('renamed'), name }),
]);

const contentSchema = z.object({
  form: z.literal('keydesk-campaign'),
  v: z.literal(1),
  from: z.string().max(1024).nullable(),
  tenancyOcid: z.string().max(255),
  campaign: z.object({ id: z.uuid(), purpose: z.enum(['rotate', 'create']), drafts: z.boolean() }),
  lines: z.array(lineSchema).max(MAX_LINES),
});
export type HandedCampaign = z.infer<typeof contentSchema>;

/** Six words that identify the file. Both sides compare them, since the file is encrypted but not signed. */
export const wordsOfFile = (bytes: Uint8Array): string[] => wordFingerprint(sha256Of(bytes));

/** Whether another Keydesk can go on with the rotation: this computer's keychain holds no secret of it. */
export const canBeHandedOver = ({ phase, ended }: Plan): boolean =>
  ended === null && ['chosen', 'handed-over', 'proved', 'observing'].includes(phase);

/** A whole campaign for a colleague: what the ledger says of its rotations, with the hashes of their receipts, and no secret. */
export async function packCampaign(
  { id, purpose, drafts }: CampaignFacts,
  lines: readonly LedgerLine[],
  { displayName, tenancyOcid }: Pick<Account, 'displayName' | 'tenancyOcid'>,
  recipient: Recipient,
): Promise<Buffer> {
  const campaign = { id, purpose, drafts };
  const content = { form: 'keydesk-campaign', v: 1, from: displayName, tenancyOcid, campaign, lines };
  return encryptForRecipient(recipient.publicKey, await promisify(gzip)(JSON.stringify(content)));
}

/** The campaign in a file that a colleague has sent. `identity`: the text `AGE-SECRET-KEY-…`. */
export async function unpackCampaign(
  { name: file, bytes }: { readonly name: string; readonly bytes: Buffer },
  identity: Uint8Array,
  account: Pick<Account, 'tenancyOcid'>,
): Promise<Outcome<HandedCampaign, TakeOverProblem>> {
  const opened = await openForIdentity(bytes, identity, MAX_CAMPAIGN_FILE);
  const other = notTaken('other-content', file);
  if (!opened.ok) {
    // A packet that words open is encrypted for no public key: it is no campaign.
    const lock = await lockOf(bytes);
    return lock.ok && lock.value === 'passphrase' ? other : failed({ ...opened.problem, file });
  }
  try {
    const unpacked = await promisify(gunzip)(opened.value, { maxOutputLength: MAX_UNPACKED });
    const json: unknown = JSON.parse(unpacked.toString('utf8'));
    const read = judge(contentSchema, json);
    if (!read.success) {
      const isNewer = judge(z.looseObject({ form: z.literal('keydesk-campaign'), v: z.number().min(2) }), json).success;
      return isNewer ? notTaken('newer', file) : other;
    }
    const isElsewhere = read.data.tenancyOcid !== account.tenancyOcid;
    return isElsewhere ? notTaken('another-tenancy', file) : success(read.data);
  } catch {
    return other;
  }
}

/** A rotation of a colleague's file: its lines, and its state after them. */
export interface HandedRotation {
  readonly plan: Plan;
  readonly lines: readonly LedgerLine[];
}

/**
 * The rotations of the file, as rotations of this account. Null: a line is not of this campaign, or a rotation is in a phase that Keydesk
 * never hands over. Security: Keydesk would delete a new key whose secret the file calls lost. And the packet of a key goes to the user of
 * its line, who must be the key's owner.
 */
export function asOwnRotations(
  { lines, campaign }: HandedCampaign,
  account: Account,
): readonly HandedRotation[] | null {
  const { tenancyOcid, userOcid, sample, userName: accountName } = account;
  const own = { account: { tenancyOcid, userOcid, sample }, accountName, saved: null };
  const rotations = new Map<string, { plan: Plan; lines: LedgerLine[] }>();
  for (const each of lines) {
    if (each.event === 'chosen' && (each.campaign !== campaign.id || each.user !== each.owner.ocid)) return null;
    // The schema has checked the line. TypeScript does not see that it fits the union of all events.
    const line = (each.event === 'chosen' ? { ...each, ...own } : each) as unknown as LedgerLine;
    const known = rotations.get(line.plan);
    const reduced = reducePlan(known?.plan ?? null, line);
    if (!reduced.ok || reduced.value === null) return null;
    const before = known?.lines ?? [];
    before.push(line);
    rotations.set(line.plan, { plan: reduced.value, lines: before });
  }
  const all = [...rotations.values()];
  return all.every(({ plan }) => plan.ended !== null || canBeHandedOver(plan)) ? all : null;
}

/** A line as a file has it: without the account that goes on with the rotation. */
const contentOf = (line: LedgerLine): string => JSON.stringify(judge(lineSchema, line).data);
const isPause = ({ event }: LedgerLine) => event === 'paused' || event === 'resumed';
/** False for a pause, which only says who goes on, and for a receipt, which may have been entered here while the colleague went on. */
const isStep = (line: LedgerLine) => !isPause(line) && line.event !== 'confirmed';

/**
 * The new lines of a rotation that a colleague gives back: those after the lines that this ledger has. Null: there are none, or a step was
 * taken here since.
 */
export function linesSince(own: readonly LedgerLine[], handed: readonly LedgerLine[]): readonly LedgerLine[] | null {
  const known = own.filter(isStep);
  const steps = handed.filter(isStep);
  const isStart = known.every((line, at) => {
    const same = steps[at];
    return same !== undefined && contentOf(line) === contentOf(same);
  });
  const next = steps[known.length];
  if (!isStart || next === undefined) return null;
  const last = steps[known.length - 1];
  const since = (last === undefined ? handed : handed.slice(handed.indexOf(last) + 1)).filter((line) => !isPause(line));
  // A proof that this ledger has already is not written again.
  const here = new Set(own.map(contentOf));
  const first = since.indexOf(next);
  return since.filter((line, at) => at >= first || !here.has(contentOf(line)));
}

/** The proof of the new key that was given on this computer. Null: there is none, or it was for a key that has been replaced since. */
export function ownProof(own: readonly LedgerLine[], { made }: Plan): NewLine | null {
  const since = own.slice(own.findLastIndex(({ event }) => event === 'taken-over') + 1);
  const line = since.findLast(({ event, keyId }) => event === 'confirmed' && keyId === made?.keyId);
  if (line?.event !== 'confirmed') return null;
  const { at, by, plan, user, keyId, accessKey, event, proof } = line;
  return { at, by, plan, user, keyId, accessKey, event, proof };
}
