import { z } from 'zod';
import { failureSchema, outcomeOf } from './failure.ts';
import type { ValueOf } from './value-of.ts';

/** Oracle's name for an API key: MD5 of its public key. */
export const fingerprintSchema = z.string().regex(/^(?:[0-9a-f]{2}:){15}[0-9a-f]{2}$/);
export type Fingerprint = ValueOf<typeof fingerprintSchema>;

const label = z.string().max(1024);
/** ISO 8601. */
const instant = z.string().max(40);

/** How far "Set up this computer" is. */
export const setUpStateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** An earlier set-up was interrupted: its key may be in the Console already. */
  z.strictObject({ kind: z.literal('interrupted'), fingerprint: fingerprintSchema, begunAt: instant }),
  z.strictObject({ kind: z.literal('making') }),
  /** Waits for the snippet. */
  z.strictObject({
    kind: z.literal('waiting'),
    /** PEM, with line breaks. */
    publicKey: z.string().max(2000),
    fingerprint: fingerprintSchema,
    begunAt: instant,
    /** The key that the last snippet names, if Keydesk did not make that key: the person can then choose its downloaded file. */
    otherKey: fingerprintSchema.nullable(),
  }),
  /** Keydesk repeats a signed call until Oracle knows the key. */
  z.strictObject({
    kind: z.literal('proving'),
    fingerprint: fingerprintSchema,
    userOcid: label,
    region: label,
    since: instant,
    /** When Keydesk gives up by itself. */
    until: instant,
    /** How often Oracle has refused the key so far. */
    refusals: z.number().int().min(0),
  }),
]);
export type SetUpState = ValueOf<typeof setUpStateSchema>;

/** What the user pasted, or the text of a file that the user dropped. */
export const snippetTextSchema = z.string().max(20_000);
export type SnippetText = ValueOf<typeof snippetTextSchema>;

/** One of the user's own API keys at Oracle. */
export const apiKeySchema = z.strictObject({
  fingerprint: fingerprintSchema,
  /** Null: none; the classic API never has one. */
  description: label.nullable(),
  created: instant.nullable(),
  /** Null: the API does not say it, as in identity domains. */
  state: z.enum(['CREATING', 'ACTIVE', 'INACTIVE', 'DELETING', 'DELETED']).nullable(),
  /**
   * `this-computer`: the account signs in with this key, and Keydesk has its private half. `signed-in`: the account signs in with this key
   * from a file. Null: the account does not sign in with it.
   */
  use: z.enum(['this-computer', 'signed-in']).nullable(),
});
export type ApiKey = ValueOf<typeof apiKeySchema>;

export const apiKeysOutcomeSchema = outcomeOf(
  z.strictObject({
    keys: z.array(apiKeySchema).max(100),
    /** The most API keys that a user may have. */
    most: z.number().int().positive(),
    /** Keys of the list that could not be read. */
    unreadable: z.number().int().nonnegative(),
  }),
);
export type ApiKeysOutcome = ValueOf<typeof apiKeysOutcomeSchema>;

export const keyOperationSchema = z.uuid();
export type KeyOperation = ValueOf<typeof keyOperationSchema>;

/** The work on this computer's key, one piece at a time, and the work that was interrupted. */
export const apiKeysStateSchema = z.strictObject({
  work: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('idle') }),
    z.strictObject({
      kind: z.literal('running'),
      purpose: z.enum(['stay', 'replace', 'sign-out']),
      step: z.enum(['making', 'adding', 'waiting', 'switching', 'removing']),
      since: instant,
      /** How often Oracle has refused the new key so far. */
      refusals: z.number().int().min(0),
    }),
  ]),
  unfinished: z
    .array(
      z.strictObject({
        operation: keyOperationSchema,
        fingerprint: fingerprintSchema,
        failure: failureSchema,
        /** What can be done: `Finish`, `DeleteApiKey`, `Leave`. */
        ways: z.array(z.enum(['finish', 'delete', 'leave'])).max(3),
      }),
    )
    .max(20),
});
export type ApiKeysState = ValueOf<typeof apiKeysStateSchema>;
