import { z } from 'zod';
import type { ValueOf } from './value-of.ts';

/** Every way in which something can go wrong for a person. `main/handlers/failure-sentences.ts` has the words of each. */
export const failureKindSchema = z.enum([
  // the configuration file and its key
  'config-missing',
  'config-unreadable',
  'config-malformed',
  'config-is-key',
  'profile-unknown',
  'profile-incomplete',
  'profile-session-token',
  'region-unknown',
  'endpoint-refused',
  'key-not-chosen',
  'key-missing',
  'key-unreadable',
  'passphrase-needed',
  'passphrase-wrong',
  'fingerprint-mismatch',
  // the account and the vault
  'signed-out',
  'account-unknown',
  'credential-missing',
  'vault-failed',
  'sample-failed',
  // the service
  'unreachable',
  'timed-out',
  'certificate',
  'proxy-password',
  'proxy-unsaved',
  'redirected',
  'foreign-address',
  'not-authenticated',
  'clock-skew',
  'not-allowed',
  'not-found',
  'conflict',
  'changed-meanwhile',
  'too-many-requests',
  'rejected',
  'service-error',
  'unexpected-answer',
  'cancelled',
  // the directory and keys
  'domain-unknown',
  'domain-inactive',
  'user-unknown',
  'key-limit',
  'name-invalid',
  'expiry-invalid',
  'not-offered',
  // the one-time secret
  'secret-missing',
  'creation-unclear',
  'creation-lost',
  'creation-unknown',
  'not-created',
  'journal-failed',
  'secret-gone',
  'secret-not-stored',
  'secret-open',
  'secret-in-making',
  'made-by-another-account',
  // handing over and receiving
  'recipient-invalid',
  'private-key-pasted',
  'recipient-unknown',
  'passphrase-missing',
  'address-missing',
  'address-unsaved',
  'file-unreadable',
  'file-unwritable',
  'not-a-handed-over-file',
  'file-damaged',
  'file-not-for-you',
  'file-passphrase-wrong',
  'not-a-key',
  'typed-invalid',
  'no-mail-program',
  'print-cancelled',
  'print-failed',
  'print-busy',
  'print-needs-memory',
  'history-failed',
  // using a key
  'place-unknown',
  'test-running',
  'kept-unknown',
  'keychain-needed',
  'tool-name-invalid',
  'bucket-name-invalid',
  'file-is-link',
  'file-is-foreign',
  'tool-file-malformed',
  'tool-file-encrypted',
  'tool-files-are-one',
  'tool-file-changed',
  'tool-undo-failed',
  'tool-has-no-file',
  'tool-cannot-hold',
  // this computer
  'clipboard-failed',
  'settings-failed',
  'files-set-aside',
  'locked',
  'presence-refused',
  'internal',
]);
export type FailureKind = ValueOf<typeof failureKindSchema>;

const sentence = z.string().min(1).max(2000);

/** A failure as a person meets it: what happened, what it means for their key, what they can do. Never a stack, never headers. */
export const failureSchema = z.strictObject({
  kind: failureKindSchema,
  happened: sentence,
  meaning: sentence.nullable(),
  remedy: sentence.nullable(),
  /** Oracle's `opc-request-id`, where there is one. */
  requestId: z.string().max(200).nullable(),
  /** In how many seconds the service may be asked again, where it has said so. */
  retryAfterSeconds: z.number().int().nonnegative().optional(),
  /** The proxy (host and port) that holds everything back until somebody signs in to it. */
  proxy: z.string().max(300).optional(),
});
export type Failure = ValueOf<typeof failureSchema>;

const failed = z.strictObject({ ok: z.literal(false), failure: failureSchema });

/** The outcome of a call: the value, or the failure. */
export const outcomeOf = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [z.strictObject({ ok: z.literal(true), value }), failed]);

export const doneSchema = outcomeOf(z.null());
export type Done = ValueOf<typeof doneSchema>;
