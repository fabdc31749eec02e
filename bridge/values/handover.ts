import { z } from 'zod';
import { failureSchema, outcomeOf } from './failure.ts';
import { secretHandleSchema } from './secret.ts';
import type { ValueIn, ValueOf } from './value-of.ts';

const label = z.string().max(1024);
const iso = z.string().max(40);

/** Names an entry of the address book. */
export const recipientIdSchema = z.uuid();
export type RecipientId = ValueOf<typeof recipientIdSchema>;

/** Words of the BIP-39 list that stand for a public key, to be compared by voice. */
const fingerprintSchema = z.array(z.string().max(16)).length(6);

/** A public key of a user: one of age, or an SSH key, for which Keydesk can encrypt a file too. */
export const recipientSchema = z.strictObject({
  id: recipientIdSchema,
  userOcid: z.string().max(255),
  userName: label,
  publicKey: z.string().max(4096),
  kind: z.enum(['x25519', 'post-quantum', 'ssh']),
  fingerprint: fingerprintSchema,
  addedAt: iso,
});
export type Recipient = ValueOf<typeof recipientSchema>;

export const addressBookStateSchema = z.strictObject({ recipients: z.array(recipientSchema).max(10_000) });
export type AddressBookState = ValueOf<typeof addressBookStateSchema>;

/** The user whose public key is added. */
export const personSchema = z.strictObject({ ocid: z.string().min(1).max(255), name: label });
export type Person = ValueOf<typeof personSchema>;

/** Pasted text, or a file that the person chooses in the system's dialog. */
export const recipientSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pasted'), text: z.string().max(16_384) }),
  z.strictObject({ kind: z.literal('file') }),
]);
export type RecipientSource = ValueOf<typeof recipientSourceSchema>;

/** Null: the file dialog was cancelled. */
export const recipientOutcomeSchema = outcomeOf(recipientSchema.nullable());
export type RecipientOutcome = ValueOf<typeof recipientOutcomeSchema>;

/** What opens the file: the private key of a recipient, or the passphrase that `ShowPassphrase` gives for this secret. */
export const fileLockSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('recipient'), recipient: recipientIdSchema }),
  z.strictObject({ kind: z.literal('passphrase') }),
]);
export type FileLock = ValueOf<typeof fileLockSchema>;

export const handoverRequestSchema = z.strictObject({
  handle: secretHandleSchema,
  lock: fileLockSchema,
  /** The sender's words to the recipient. They go into the encrypted file. */
  note: z.string().max(500),
});
export type HandoverRequest = ValueOf<typeof handoverRequestSchema>;

/** Ten words, which must not go the same way to the recipient as the file. They are in memory until the dialog is closed. */
export const passphraseOutcomeSchema = outcomeOf(
  z.strictObject({
    words: z.array(z.string().max(16)).length(10),
    /** A file was encrypted with these words. No other words open it. */
    inUse: z.boolean(),
    /** The user has told the words to the recipient, or has copied them. */
    told: z.boolean(),
  }),
);
export type PassphraseOutcome = ValueOf<typeof passphraseOutcomeSchema>;
export type Passphrase = ValueIn<PassphraseOutcome>;

/** The file that was written; null: the dialog was cancelled. */
export const savedOutcomeSchema = outcomeOf(z.strictObject({ file: z.string().max(4096).nullable() }));
export type SavedOutcome = ValueOf<typeof savedOutcomeSchema>;

/** The key counts as handed over. `unrecorded`: why the history of the key could not be written; null: it was written. */
const handedOverSchema = z.strictObject({ unrecorded: failureSchema.nullable() });
export type HandedOver = ValueOf<typeof handedOverSchema>;
export const handedOverOutcomeSchema = outcomeOf(handedOverSchema);
export type HandedOverOutcome = ValueOf<typeof handedOverOutcomeSchema>;

const fileSchema = handedOverSchema.extend({ file: z.string().max(4096) });
/** The address of the draft; null: the directory has none, or cannot be read now. */
const draftSchema = handedOverSchema.extend({ to: label.nullable() });
export const draftOutcomeSchema = outcomeOf(draftSchema);
export type DraftOutcome = ValueOf<typeof draftOutcomeSchema>;

/** Null: the dialog was cancelled. */
export const savedFileOutcomeSchema = outcomeOf(fileSchema.nullable());
export type SavedFileOutcome = ValueOf<typeof savedFileOutcomeSchema>;
export const savedDraftOutcomeSchema = outcomeOf(fileSchema.extend(draftSchema.shape).nullable());
export type SavedDraftOutcome = ValueOf<typeof savedDraftOutcomeSchema>;

/** Which group of four characters, from 0. */
export const groupIndexSchema = z.number().int().min(0).max(255);
export type GroupIndex = ValueOf<typeof groupIndexSchema>;

/** One group of the secret for the telephone: never more than four characters at a time. */
export const spelledGroupOutcomeSchema = outcomeOf(
  z.strictObject({
    index: groupIndexSchema,
    /** The number of groups. */
    total: z.number().int().min(1).max(256),
    characters: z
      .array(z.strictObject({ character: z.string().min(1).max(2), word: z.string().max(60) }))
      .min(1)
      .max(4),
    /** The two check words of the whole secret. */
    check: z.array(z.string().max(16)).length(2),
  }),
);
export type SpelledGroupOutcome = ValueOf<typeof spelledGroupOutcomeSchema>;
export type SpelledGroup = ValueIn<SpelledGroupOutcome>;

/** The user's own handover address: the public key of the receiving identity. Null: none has been made. */
export const addressStateSchema = z.strictObject({
  address: z.strictObject({ publicKey: z.string().max(4096), fingerprint: fingerprintSchema, madeAt: iso }).nullable(),
});
export type AddressState = ValueOf<typeof addressStateSchema>;
export type HandoverAddress = NonNullable<AddressState['address']>;

/**
 * A handed-over file that is being opened. `passphrase`: it needs a passphrase; `failure` says what was wrong with the last passphrase.
 * `number` distinguishes files of the same name.
 */
export const incomingStateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('passphrase'),
    number: z.number().int().positive(),
    file: label,
    failure: failureSchema.nullable(),
  }),
  z.strictObject({ kind: z.literal('failed'), file: label, failure: failureSchema }),
]);
export type IncomingState = ValueOf<typeof incomingStateSchema>;

/** A file that was dropped onto the window: its name and its content, which is encrypted. At most 64 KiB of it. */
export const droppedFileSchema = z.strictObject({ name: label, base64: z.base64().max(90_000) });
export type DroppedFile = ValueOf<typeof droppedFileSchema>;

export const typedPassphraseSchema = z.string().min(1).max(1024);
export type TypedPassphrase = ValueOf<typeof typedPassphraseSchema>;

/** The text that the user types while a key is spelled to them, with white space. */
export const typedSecretSchema = z.string().max(2048);
export type TypedSecret = ValueOf<typeof typedSecretSchema>;

/** The number of characters so far, without white space, and their check words. Without characters there are no check words. */
export const typedCheckOutcomeSchema = outcomeOf(
  z.strictObject({ length: z.number().int().min(0), check: z.array(z.string().max(16)).max(2) }),
);
export type TypedCheckOutcome = ValueOf<typeof typedCheckOutcomeSchema>;
export type TypedCheck = ValueIn<TypedCheckOutcome>;

export const typedKeySchema = z.strictObject({
  name: z.string().max(255),
  accessKey: z.string().max(512),
  secretKey: typedSecretSchema,
});
export type TypedKey = ValueOf<typeof typedKeySchema>;
