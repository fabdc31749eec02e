import { z } from 'zod';
import { unreadableSchema } from './directory.ts';
import { outcomeOf } from './failure.ts';
import type { ValueOf } from './value-of.ts';

/** The service's name for a key: its SCIM id in a domain, its access key in the classic API. */
export const keyIdSchema = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[\x21-\x7e]+$/);
export type KeyId = ValueOf<typeof keyIdSchema>;

/** Any text: main trims it and answers `name-invalid` with a sentence, so that the rule is in one file alone. */
export const keyNameSchema = z.string().max(2000);
export type KeyName = ValueOf<typeof keyNameSchema>;

export const settableStatusSchema = z.enum(['ACTIVE', 'INACTIVE']);
export type SettableStatus = ValueOf<typeof settableStatusSchema>;

const iso = z.string().max(40);

/**
 * `reported`: the service says so (classic API). `set-here`: Keydesk set it at that time; identity domains never report the status
 * of a key. `unreported`: it is not known. `expired` and `deleting` follow from fields that domains do return.
 */
export const keyStatusSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('reported'),
    status: z.enum(['CREATING', 'ACTIVE', 'INACTIVE', 'DELETING', 'DELETED']),
  }),
  z.strictObject({ kind: z.literal('set-here'), status: settableStatusSchema, at: iso }),
  z.strictObject({ kind: z.literal('expired') }),
  z.strictObject({ kind: z.literal('deleting') }),
  z.strictObject({ kind: z.literal('unreported') }),
]);
export type KeyStatus = ValueOf<typeof keyStatusSchema>;

/** How a secret key was handed over, when, and to which address, if there was one. */
export const handoverRecordSchema = z.strictObject({
  at: iso,
  how: z.enum(['file-recipient', 'file-passphrase', 'mail-recipient', 'mail-passphrase', 'print', 'spelled']),
  to: z.string().max(1024).nullable(),
});
export type HandoverRecord = ValueOf<typeof handoverRecordSchema>;

export const secretKeySchema = z.strictObject({
  id: keyIdSchema,
  name: z.string().max(2000),
  description: z.string().max(4000).nullable(),
  accessKey: z.string().max(512),
  created: iso.nullable(),
  expires: iso.nullable(),
  status: keyStatusSchema,
  /** The handovers of its secret from this computer, oldest first. */
  history: z.array(handoverRecordSchema).max(1000),
});
/** A customer secret key without its secret, for listings. */
export type CustomerSecretKey = ValueOf<typeof secretKeySchema>;

export const keysOutcomeSchema = outcomeOf(
  z.strictObject({
    keys: z.array(secretKeySchema).max(1000),
    unreadable: unreadableSchema,
    /** The number of keys that Oracle allows a user. */
    limit: z.number().int().positive(),
    /** Which fields besides the name this API has for a key. */
    offers: z.strictObject({ description: z.boolean(), expiry: z.boolean(), status: z.boolean() }),
  }),
);
export type KeysOutcome = ValueOf<typeof keysOutcomeSchema>;
export type KeyListing = Extract<KeysOutcome, { ok: true }>['value'];
