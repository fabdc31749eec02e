import { z } from 'zod';
import { failureSchema, outcomeOf } from './failure.ts';
import { recipientIdSchema } from './handover.ts';
import { keyIdSchema } from './keys.ts';
import { keySelectionSchema } from './report.ts';
import { rotationIdSchema } from './rotation.ts';
import type { ValueIn, ValueOf } from './value-of.ts';

/** Many keys at once. Each key then is a rotation like any other: see `rotation.ts`. */

const label = z.string().max(2000);
const iso = z.string().max(40);
const count = z.number().int().nonnegative();
const file = z.string().max(4096);

/** Names a campaign: a set of rotations that were begun together. A preview has an id of this form, too. */
export const campaignIdSchema = z.uuid();
export type CampaignId = ValueOf<typeof campaignIdSchema>;

/** A CSV file of users that the person chose in the system's dialog. Main keeps its content. Null: the dialog was cancelled. */
export const userListOutcomeSchema = outcomeOf(
  z
    .strictObject({ list: z.uuid(), file: label, users: count, columns: z.array(z.string().max(40)).max(10) })
    .nullable(),
);
export type UserListOutcome = ValueOf<typeof userListOutcomeSchema>;

export const campaignSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('report'), selection: keySelectionSchema }),
  z.strictObject({ kind: z.literal('users'), list: z.uuid() }),
]);

export const campaignRequestSchema = z.strictObject({
  source: campaignSourceSchema,
  /** `create`: no old key is replaced. For keys of the report it is always `rotate`. */
  purpose: z.enum(['rotate', 'create']),
  /** The name of each new key: `{user}`, `{date}` (2026-11-27) and `{key}` (the old key's name) are filled in. A name in the CSV wins. */
  namePattern: z.string().max(255),
  description: z.string().max(4000).nullable(),
  expiresOn: z.iso.datetime().nullable(),
});
export type CampaignRequest = ValueOf<typeof campaignRequestSchema>;

/**
 * What will happen to a line. `ready`; `two-keys`: another key of the user must be deleted first, and the person has not chosen one.
 * `same-user`: another line makes a key for this user. `no-key`: there is no old key to be replaced, so a new one is made. `running`: a
 * rotation of this key is under way. `key-gone`: the key is not at Oracle any more. `bad-line`: the line of the CSV cannot be used.
 * `prescribed`: company policy refuses it. `failed`: the service did not answer; a new preview asks again.
 */
export const lineVerdicts = [
  'ready',
  'no-key',
  'two-keys',
  'same-user',
  'not-found',
  'found-twice',
  'inactive',
  'no-permission',
  'running',
  'key-gone',
  'bad-line',
  'prescribed',
  'failed',
] as const;
export const lineVerdictSchema = z.enum(lineVerdicts);
export type LineVerdict = ValueOf<typeof lineVerdictSchema>;

const lineNumberSchema = z.number().int().positive();

export const campaignLineSchema = z.strictObject({
  /** The line of the CSV file, or the position in the selection, counted from 1. */
  line: lineNumberSchema,
  userName: label,
  displayName: label,
  domainName: label.nullable(),
  email: label.nullable(),
  /** The old key; null: none is replaced. */
  keyName: label.nullable(),
  accessKey: z.string().max(512).nullable(),
  newKeyName: label,
  verdict: lineVerdictSchema,
  /** Why, in a sentence; null where the verdict says it all. */
  why: z.string().max(2000).nullable(),
  /**
   * For `two-keys`: the user's keys of which one must be deleted first; the oldest comes first. `why`: the key does not work, so its
   * deletion is proposed; or it is the old key of another rotation. `older`: the key is older than the key that is replaced, or, if none
   * is replaced, older than the other key in this list.
   */
  others: z
    .array(
      z.strictObject({
        keyId: keyIdSchema,
        name: label,
        accessKey: label,
        why: z.enum(['inactive', 'expired', 'rotating']).nullable(),
        older: z.boolean(),
      }),
    )
    .max(10),
  /** What the packet is encrypted for: a public key of the address book, or a passphrase of its own. */
  recipient: z.enum(['address', 'ssh', 'passphrase']),
});
export type CampaignLine = ValueOf<typeof campaignLineSchema>;

export const campaignPreviewOutcomeSchema = outcomeOf(
  z.strictObject({
    preview: campaignIdSchema,
    purpose: z.enum(['rotate', 'create']),
    total: count,
    /** By verdict; a verdict that no line has is left out. */
    counts: z.array(z.strictObject({ verdict: lineVerdictSchema, lines: count })).max(lineVerdicts.length),
    /** The time for all keys that can be made, also where another key must be deleted first. */
    secondsNeeded: count,
  }),
);
export type CampaignPreviewOutcome = ValueOf<typeof campaignPreviewOutcomeSchema>;
export type CampaignPreview = ValueIn<CampaignPreviewOutcome>;

export const campaignLinesOutcomeSchema = outcomeOf(
  z.strictObject({ total: count, lines: z.array(campaignLineSchema).max(500) }),
);
export type CampaignLinesOutcome = ValueOf<typeof campaignLinesOutcomeSchema>;

export const campaignStartSchema = z.strictObject({
  preview: campaignIdSchema,
  /** Lines that could be made, but that the person leaves out. */
  leaveOut: z.array(lineNumberSchema).max(10_000),
  /** The person has agreed to delete this other key of the line's user first. */
  rooms: z.array(z.strictObject({ line: lineNumberSchema, keyId: keyIdSchema })).max(10_000),
  /** Writes an e-mail draft beside each packet. */
  drafts: z.boolean(),
  /** The number of keys in the question that the person said yes to. */
  expected: z.number().int().positive(),
  /** What the person typed. For ten keys or more it must be their number. */
  confirmation: z.string().max(100).nullable(),
});
export type CampaignStart = ValueOf<typeof campaignStartSchema>;
/** Null: the dialog for the folder was cancelled, and nothing was begun. */
export const campaignOutcomeSchema = outcomeOf(z.strictObject({ campaign: campaignIdSchema, folder: file }).nullable());
export type CampaignOutcome = ValueOf<typeof campaignOutcomeSchema>;

/**
 * The other counts add up to `total`. `toMake`: no new key yet. `packed`: in a packet whose receipt is not confirmed. `ended`: left out,
 * stopped or gone.
 */
const campaignCountsSchema = z.strictObject({
  total: count,
  toMake: count,
  refused: count,
  lost: count,
  packed: count,
  confirmed: count,
  ended: count,
});

export const campaignSchema = z.strictObject({
  id: campaignIdSchema,
  purpose: z.enum(['rotate', 'create']),
  begunAt: iso,
  /** The folder of the packets on this computer; null: the campaign was taken over, and has none here yet. */
  folder: file.nullable(),
  /** Lines of the preview for which no key is made. A file in the folder says why. */
  leftOut: count,
  counts: campaignCountsSchema,
  /** The packets that only a passphrase opens and whose words are still in the keychain. The person must tell them to the recipients. */
  passphrases: count,
  /** Whether the current account began all its rotations. A rotation goes on only while the account that began it is the current one. */
  here: z.boolean(),
  /** True: it makes more keys when the person presses Resume. */
  goesOn: z.boolean(),
  /** The colleague to whom the campaign was handed over; null: it was not. */
  handedOverTo: label.nullable(),
  /** Why it stands still; null: the person has paused it, or Keydesk was closed. */
  failure: failureSchema.nullable(),
});
export type Campaign = ValueOf<typeof campaignSchema>;

export const campaignStateSchema = z.strictObject({
  work: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    /** A preview is being made. */
    z.strictObject({ kind: z.literal('looking'), done: count, of: count }),
    z.strictObject({
      kind: z.literal('running'),
      campaign: campaignIdSchema,
      at: z.strictObject({ userName: label, keyName: label }).nullable(),
      /** `service`: Oracle has asked Keydesk to slow down. `dialog`: the campaign waits until the dialog with an open secret is closed. */
      waiting: z.enum(['no', 'service', 'dialog']),
      /** True: the campaign stops after the key under way. */
      stopping: z.boolean(),
      secondsLeft: count.nullable(),
    }),
  ]),
  /** The campaigns that still have keys to make or receipts to confirm, newest first. */
  campaigns: z.array(campaignSchema).max(1000),
});
export type CampaignState = ValueOf<typeof campaignStateSchema>;

/** One receipt code or many, with any text around them. */
export const receiptTextSchema = z.string().min(1).max(200_000);
export type ReceiptText = ValueOf<typeof receiptTextSchema>;
export const receiptsOutcomeSchema = outcomeOf(
  z.strictObject({
    confirmed: z.array(z.strictObject({ rotation: rotationIdSchema, userName: label, keyName: label })).max(1000),
    /** Codes that were confirmed before. */
    already: count,
    /** Codes of no packet that is known here. */
    unknown: z.array(z.string().max(40)).max(1000),
    /** Codes with a typing error. */
    mistyped: z.array(z.string().max(40)).max(1000),
    /** Why passphrases of these packets may still be in the keychain; null: they are gone. */
    wordsLeft: failureSchema.nullable(),
  }),
);
export type ReceiptsOutcome = ValueOf<typeof receiptsOutcomeSchema>;

/** The words that open one packet, to be told by another way than the packet. */
export const packetWordsOutcomeSchema = outcomeOf(
  z.strictObject({ userName: label, keyName: label, words: z.array(z.string().max(16)).length(10) }),
);
export type PacketWordsOutcome = ValueOf<typeof packetWordsOutcomeSchema>;

export const campaignHandoverSchema = z.strictObject({ campaign: campaignIdSchema, recipient: recipientIdSchema });
export type CampaignHandover = ValueOf<typeof campaignHandoverSchema>;
/**
 * `words` stand for the file. The two colleagues compare them by voice, since nothing in the encrypted file proves who made it. Null: the
 * dialog was cancelled.
 */
export const campaignHandedOutcomeSchema = outcomeOf(
  z.strictObject({ file, words: z.array(z.string().max(16)).length(6) }).nullable(),
);
export type CampaignHandedOutcome = ValueOf<typeof campaignHandedOutcomeSchema>;
/** Null: the dialog was cancelled. */
export const takenOverOutcomeSchema = outcomeOf(
  z
    .strictObject({
      campaign: campaignIdSchema,
      rotations: count,
      /** Rotations of the file that were in this ledger already: they stay as they are. */
      known: count,
      from: label.nullable(),
    })
    .nullable(),
);
export type TakenOverOutcome = ValueOf<typeof takenOverOutcomeSchema>;

export const ledgerFormatSchema = z.enum(['csv', 'jsonl']);
export type LedgerFormat = ValueOf<typeof ledgerFormatSchema>;
/** Null: the dialog was cancelled. */
export const ledgerExportOutcomeSchema = outcomeOf(
  z.strictObject({ file, lines: count, sha256: z.string().length(64) }).nullable(),
);
export type LedgerExportOutcome = ValueOf<typeof ledgerExportOutcomeSchema>;
