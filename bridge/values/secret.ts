import { z } from 'zod';
import { ownerSchema, userIdentitySchema } from './directory.ts';
import { outcomeOf } from './failure.ts';
import { keyIdSchema, keyNameSchema } from './keys.ts';
import type { ValueOf } from './value-of.ts';

/** Names an open secret. It is the only thing about the secret that the renderer holds. */
export const secretHandleSchema = z.uuid();
export type SecretHandle = ValueOf<typeof secretHandleSchema>;

export const generateRequestSchema = z.strictObject({
  name: keyNameSchema,
  description: z.string().max(4000).nullable(),
  /** The day on which the key stops working, as an ISO 8601 instant; null: never. */
  expiresOn: z.iso.datetime().nullable(),
});
export type GenerateRequest = ValueOf<typeof generateRequestSchema>;

const told = z.string().max(1024).nullable();
/** Made here just now; opened from a handed-over file, with what that says; or typed in while it was spelled. */
export const secretOriginSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('generated') }),
  z.strictObject({ kind: z.literal('received'), file: told, sender: told, sentAt: told, tenancy: told, note: told }),
  z.strictObject({ kind: z.literal('typed') }),
]);
export type SecretOrigin = ValueOf<typeof secretOriginSchema>;

export const openSecretSchema = z.strictObject({
  handle: secretHandleSchema,
  keyId: keyIdSchema,
  keyName: z.string().max(2000),
  /** Display name of whom the key is for. */
  ownerName: z.string().max(1024),
  /** Null for a key that came from somebody else, and for one that an older Keydesk made. */
  ownerIdentity: userIdentitySchema.nullable(),
  /** Null for a key that came from somebody else. */
  ownerOcid: z.string().max(255).nullable(),
  /** True for one's own key. */
  own: z.boolean(),
  accessKey: z.string().max(512),
  /** Characters of the secret, for the mask. */
  secretLength: z.number().int().positive(),
  /** It was copied, and may have left the clipboard again. */
  copied: z.boolean(),
  acknowledged: z.boolean(),
  /** Handed over by at least one way, all of it done. */
  handedOver: z.boolean(),
  /** Something was locked with the words of a passphrase that nobody has been told. */
  wordsUntold: z.boolean(),
  /** Kept on this computer, or written into a tool's own file. */
  kept: z.boolean(),
  origin: secretOriginSchema,
  /** Where the secret rests until the dialog is closed: a crash loses it only in `memory`. */
  restsIn: z.enum(['keychain', 'memory']),
});
export type OpenSecret = ValueOf<typeof openSecretSchema>;

/** A creation that a crash or a lost answer left open, and on which somebody must decide. */
export const unfinishedCreationSchema = z.strictObject({
  creation: secretHandleSchema,
  /**
   * `unclear`: not known whether there is a key. `lost`: there is one, and its secret is nowhere. `kept`: there is one, and
   * its secret rests in the keychain, which could not be asked for it.
   */
  state: z.enum(['unclear', 'lost', 'kept']),
  owner: ownerSchema,
  ownerName: z.string().max(1024),
  ownerIdentity: userIdentitySchema.nullable(),
  keyName: z.string().max(2000),
  /** Null while unclear. */
  accessKey: z.string().max(512).nullable(),
  begunAt: z.string().max(40),
});
export type UnfinishedCreation = ValueOf<typeof unfinishedCreationSchema>;

/** Those of the current account. `LookAgain` asks Oracle about them; `ReplaceKey` deletes a lost key and generates it again. */
export const unfinishedStateSchema = z.strictObject({ creations: z.array(unfinishedCreationSchema).max(1000) });
export type UnfinishedState = ValueOf<typeof unfinishedStateSchema>;

/** What was copied: the secret key itself, or the words that open a file in which it is locked. */
const secretCopySchema = z.enum(['secret-key', 'passphrase']);
export type SecretCopy = ValueOf<typeof secretCopySchema>;

/** A secret whose dialog is closed, and whose copy is on the clipboard or has left it before its time. */
export const closedSecretSchema = z.strictObject({
  handle: secretHandleSchema,
  keyName: z.string().max(2000),
  ownerName: z.string().max(1024),
  own: z.boolean(),
  what: secretCopySchema,
  isOnClipboard: z.boolean(),
});
export type ClosedSecret = ValueOf<typeof closedSecretSchema>;

/** The secret that is open now (null: none), and those that `ShowAgain` can open again. `CloseSecret` ends one of these for good. */
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
/** `due`: the time told had come. */
const ended = { ...copied, due: z.boolean() };

/** What Keydesk knows of its last copy. Times are epoch milliseconds. Only secrets are cleared by themselves. */
export const clipboardStateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('idle') }),
  z.strictObject({ kind: z.literal('copied'), what: z.literal('text') }),
  z.strictObject({
    kind: z.literal('holding'),
    ...copied,
    clearsAt: z.number().int(),
    seconds: z.number().int().positive(),
  }),
  /** Cleared by Keydesk; or left alone, because something else had been copied meanwhile. */
  z.strictObject({ kind: z.literal('cleared'), ...ended }),
  z.strictObject({ kind: z.literal('replaced'), ...ended }),
  /** The system would not let an unfocused window clear it; tried again when the window is focused. */
  z.strictObject({ kind: z.literal('not-cleared'), ...ended }),
]);
export type ClipboardState = ValueOf<typeof clipboardStateSchema>;
