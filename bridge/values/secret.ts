import { z } from 'zod';
import { ownerSchema, userIdentitySchema } from './directory.ts';
import { outcomeOf } from './failure.ts';
import { keyIdSchema, keyNameSchema } from './keys.ts';
import type { ValueOf } from './value-of.ts';

/** Names an open secret. The renderer has this handle instead of the secret. */
export const secretHandleSchema = z.uuid();
export type SecretHandle = ValueOf<typeof secretHandleSchema>;

export const generateRequestSchema = z.strictObject({
  name: keyNameSchema,
  description: z.string().max(4000).nullable(),
  /** The day on which the key stops working, as an ISO 8601 instant; null: never. */
  expiresOn: z.iso.datetime().nullable(),
});
export type GenerateRequest = ValueOf<typeof generateRequestSchema>;

const text = z.string().max(1024).nullable();
/**
 * Generated here; opened from a handed-over file, with the file's own statements; or typed in. `receipt`: a code that the recipient is
 * asked to tell the sender. `replaces`: the old key, in words.
 */
export const secretOriginSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('generated') }),
  z.strictObject({
    kind: z.literal('received'),
    file: text,
    sender: text,
    sentAt: text,
    tenancy: text,
    note: text,
    receipt: text,
    replaces: text,
  }),
  z.strictObject({ kind: z.literal('typed') }),
]);
export type SecretOrigin = ValueOf<typeof secretOriginSchema>;

export const openSecretSchema = z.strictObject({
  handle: secretHandleSchema,
  keyId: keyIdSchema,
  keyName: z.string().max(2000),
  /** Display name of the key's owner. */
  ownerName: z.string().max(1024),
  /** Null for a key that was handed over to the user, and for one that an older Keydesk made. */
  ownerIdentity: userIdentitySchema.nullable(),
  /** Null for a key that was handed over to the user. */
  ownerOcid: z.string().max(255).nullable(),
  /** True for the signed-in user's own key. */
  own: z.boolean(),
  accessKey: z.string().max(512),
  /** The number of characters, for the mask. */
  secretLength: z.number().int().positive(),
  /** It was copied. The copy may have left the clipboard again. */
  copied: z.boolean(),
  acknowledged: z.boolean(),
  /** At least one handover is complete. */
  handedOver: z.boolean(),
  /** A file was encrypted with a passphrase whose words the recipient has not been told. */
  wordsUntold: z.boolean(),
  /** Saved on this computer, or written into a tool's own file. */
  saved: z.boolean(),
  origin: secretOriginSchema,
  /** Where the secret is stored until the dialog is closed. A crash loses it only in `memory`. */
  restsIn: z.enum(['keychain', 'memory']),
});
export type OpenSecret = ValueOf<typeof openSecretSchema>;

/** A creation that a crash or a lost answer left open, and about which the user must decide. */
export const unfinishedCreationSchema = z.strictObject({
  creation: secretHandleSchema,
  /**
   * `unclear`: Keydesk does not know whether there is a key. `lost`: there is a key, and its secret is lost. `unreadable`: there is a
   * key, and its secret is in the keychain, which cannot be read now.
   */
  state: z.enum(['unclear', 'lost', 'unreadable']),
  owner: ownerSchema,
  ownerName: z.string().max(1024),
  ownerIdentity: userIdentitySchema.nullable(),
  keyName: z.string().max(2000),
  /** Null while unclear. */
  accessKey: z.string().max(512).nullable(),
});
export type UnfinishedCreation = ValueOf<typeof unfinishedCreationSchema>;

/** The unfinished creations of the account. `LookAgain` checks them at Oracle; `ReplaceKey` deletes a lost key and generates it again. */
export const unfinishedStateSchema = z.strictObject({ creations: z.array(unfinishedCreationSchema).max(1000) });
export type UnfinishedState = ValueOf<typeof unfinishedStateSchema>;

/** What was copied: the secret key itself, or the words that open its encrypted file. */
const secretCopySchema = z.enum(['secret-key', 'passphrase']);
export type SecretCopy = ValueOf<typeof secretCopySchema>;

/** A secret whose dialog is closed. Its copy is on the clipboard, or left the clipboard before the countdown ended. */
export const closedSecretSchema = z.strictObject({
  handle: secretHandleSchema,
  keyName: z.string().max(2000),
  ownerName: z.string().max(1024),
  own: z.boolean(),
  what: secretCopySchema,
  isOnClipboard: z.boolean(),
});
export type ClosedSecret = ValueOf<typeof closedSecretSchema>;

/** The open secret (null: none), and those that `ShowAgain` can open again. `CloseSecret` forgets a closed secret. */
export const openSecretStateSchema = z.strictObject({
  secret: openSecretSchema.nullable(),
  closed: z.array(closedSecretSchema).max(1000),
});
export type OpenSecretState = ValueOf<typeof openSecretStateSchema>;

export const generateOutcomeSchema = outcomeOf(openSecretSchema);
export type GenerateOutcome = ValueOf<typeof generateOutcomeSchema>;

export const revealOutcomeSchema = outcomeOf(z.strictObject({ secretKey: z.string().min(1).max(1024) }));
export type RevealOutcome = ValueOf<typeof revealOutcomeSchema>;

const copied = {
  handle: secretHandleSchema,
  what: secretCopySchema,
};
/** `due`: the countdown had ended. */
const ended = { ...copied, due: z.boolean() };

/** What Keydesk knows of its last copy. Times are epoch milliseconds. Only secrets have a countdown. */
export const clipboardStateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('idle') }),
  z.strictObject({ kind: z.literal('copied'), what: z.literal('text') }),
  z.strictObject({
    kind: z.literal('holding'),
    ...copied,
    clearsAt: z.number().int(),
    seconds: z.number().int().positive(),
  }),
  /** `cleared` by Keydesk; or `replaced`, because another program had copied something. */
  z.strictObject({ kind: z.literal('cleared'), ...ended }),
  z.strictObject({ kind: z.literal('replaced'), ...ended }),
  /** The system does not let an unfocused window clear the clipboard. Keydesk tries again when the window has the focus. */
  z.strictObject({ kind: z.literal('not-cleared'), ...ended }),
]);
export type ClipboardState = ValueOf<typeof clipboardStateSchema>;
