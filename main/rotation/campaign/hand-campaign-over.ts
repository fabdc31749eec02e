import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import type { Recipient } from '../../../bridge/values/handover.ts';
import { judge } from '../../basics/judge.ts';
import { failed, type Outcome, success } from '../../basics/outcome.ts';
import { type AgeProblem, encryptForRecipient, openForIdentity } from '../../handover/age-file.ts';
import { wordFingerprint } from '../../handover/word-fingerprint.ts';
import type { Account } from '../../signin/account.ts';
import type { LedgerLine, NewLine } from '../ledger-line.ts';
import { type Plan, reducePlan } from '../plan.ts';
import type { CampaignFacts } from './campaign-book.ts';
import { sha256Of } from './packet.ts';

/** Why a file is not taken over. `another-tenancy`: nobody here could go on with it. `known`: its rotations stand in this ledger already. */
export type NotACampaign = {
  readonly kind: 'not-a-campaign';
  readonly why: 'other-content' | 'newer' | 'another-tenancy' | 'known';
  readonly file: string;
};
export type TakeOverProblem = NotACampaign | (AgeProblem & { readonly file: string });

/** Bytes, encrypted and unpacked: ten thousand rotations of ten lines each. */
export const MAX_CAMPAIGN_FILE = 16 * 1024 * 1024;
const MAX_UNPACKED = 128 * 1024 * 1024;

const text = z.string().max(4096).nullable();
const name = z.string().max(2000);
const id = z.string().min(1).max(255);
const frame = { at: z.iso.datetime().max(40), plan: z.uuid(), user: text, keyId: text, accessKey: text, by: text };
const plain = [
  'made',
  'not-made',
  'secret-lost',
  'new-deleted',
  'room-agreed',
  'room-deleting',
  'room-deleted',
  'room-kept',
  'deactivating',
  'not-deactivated',
  'reactivating',
  'reactivated',
  'not-reactivated',
  'deleting',
  'not-deleted',
  'paused',
  'resumed',
] as const;
/** The events of rotations by packet. Whether one can follow another is checked as for lines of this ledger. */
const lineSchema = z.discriminatedUnion('event', [
  z.object({
    ...frame,
    event: z.literal('chosen'),
    how: z.literal('packet'),
    owner: z.object({ kind: z.literal('user'), domainId: text, id, ocid: id }),
    userName: name,
    displayName: name,
    domainName: text,
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
  z.object({ ...frame, event: z.literal('handed-over'), way: z.literal('packet'), to: text }),
  z.object({ ...frame, event: z.literal('confirmed'), proof: z.enum(['receipt', 'word']) }),
  z.object({ ...frame, event: z.enum(['deactivated', 'waiting']), until: z.iso.datetime().max(40) }),
  z.object({ ...frame, event: z.literal('renamed'), name }),
]);

const contentSchema = z.object({
  form: z.literal('keydesk-campaign'),
  v: z.literal(1),
  from: z.string().max(1024).nullable(),
  tenancyOcid: z.string().max(255),
  campaign: z.object({ id: z.uuid(), purpose: z.enum(['rotate', 'create']), drafts: z.boolean() }),
  lines: z.array(lineSchema).max(50_000),
});
type Content = z.infer<typeof contentSchema>;

/** Six words for the file, which both sides read to each other: it is encrypted, and not signed. */
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
): Promise<Outcome<Content, TakeOverProblem>> {
  const opened = await openForIdentity(bytes, identity, MAX_CAMPAIGN_FILE);
  if (!opened.ok) return failed({ ...opened.problem, file });
  const other = failed({ kind: 'not-a-campaign', why: 'other-content', file } as const);
  try {
    const unpacked = await promisify(gunzip)(opened.value, { maxOutputLength: MAX_UNPACKED });
    const json: unknown = JSON.parse(unpacked.toString('utf8'));
    const read = judge(contentSchema, json);
    if (!read.success) {
      const isNewer = judge(z.looseObject({ form: z.literal('keydesk-campaign'), v: z.number().min(2) }), json).success;
      return isNewer ? failed({ kind: 'not-a-campaign', why: 'newer', file }) : other;
    }
    const isElsewhere = read.data.tenancyOcid !== account.tenancyOcid;
    return isElsewhere ? failed({ kind: 'not-a-campaign', why: 'another-tenancy', file }) : success(read.data);
  } catch {
    return other;
  }
}

/**
 * The lines as this account's own: it goes on with what another began. Null: they are not all of that campaign, or leave a rotation where
 * no Keydesk hands one over. A new key whose secret is called lost would be deleted when the person goes on.
 */
export function asOwnLines({ lines, campaign }: Content, account: Account): readonly NewLine[] | null {
  const { tenancyOcid, userOcid, sample, userName: accountName } = account;
  const own = { account: { tenancyOcid, userOcid, sample }, accountName, saved: null };
  const isOfCampaign = (line: Content['lines'][number]) => line.event !== 'chosen' || line.campaign === campaign.id;
  if (!lines.every(isOfCampaign)) return null;
  // The schema has checked the lines. TypeScript does not see that they fit the union of all events.
  const taken = lines.map((line) => (line.event === 'chosen' ? { ...line, ...own } : line)) as unknown as LedgerLine[];
  const plans = new Map<string, Plan | null>();
  for (const line of taken) {
    const reduced = reducePlan(plans.get(line.plan) ?? null, line);
    if (!reduced.ok) return null;
    plans.set(line.plan, reduced.value);
  }
  return [...plans.values()].every((plan) => plan !== null && canBeHandedOver(plan)) ? taken : null;
}
