import { z } from 'zod';
import { outcomeOf } from './failure.ts';
import { secretHandleSchema } from './secret.ts';
import type { ValueIn, ValueOf } from './value-of.ts';

const label = z.string().max(1024);
const path = z.string().max(4096);

/** Names a key that is saved on this computer. */
export const savedKeyIdSchema = z.uuid();
export type SavedKeyId = ValueOf<typeof savedKeyIdSchema>;

/** A key whose secret Keydesk has: the open one, or one that is saved on this computer. */
export const keySourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('open'), handle: secretHandleSchema }),
  z.strictObject({ kind: z.literal('saved'), id: savedKeyIdSchema }),
]);
export type KeySource = ValueOf<typeof keySourceSchema>;

/** What the endpoint is for: a key, or the current account. */
export const endpointSourceSchema = z.union([z.strictObject({ kind: z.literal('account') }), keySourceSchema]);
export type EndpointSource = ValueOf<typeof endpointSourceSchema>;

/** A region's identifier: `eu-frankfurt-1`. */
export const regionSchema = z
  .string()
  .max(64)
  .regex(/^[a-z0-9-]+$/);
export type Region = ValueOf<typeof regionSchema>;

/** A region; null: the region of the key or account. */
export const regionChoiceSchema = regionSchema.nullable();
export type RegionChoice = ValueOf<typeof regionChoiceSchema>;

/** The endpoint of the S3 interface. The namespace is the same in all regions. */
export const s3EndpointSchema = z.strictObject({
  namespace: label,
  region: label,
  endpoint: label,
  /** The regions that the tenancy has subscribed to, if they could be read. */
  regions: z.array(z.strictObject({ id: label, isHome: z.boolean() })).max(200),
});
export type S3Endpoint = ValueOf<typeof s3EndpointSchema>;
export const endpointOutcomeSchema = outcomeOf(s3EndpointSchema);
export type EndpointOutcome = ValueOf<typeof endpointOutcomeSchema>;

/**
 * The result of one ListBuckets request. `works-without-listing`: the key was accepted, but may not list buckets. `not-there`: the
 * key is not known yet, or the region is wrong. `not-s3`: the server does not speak S3.
 */
export const attemptSchema = z.strictObject({
  finding: z.enum([
    'works',
    'works-without-listing',
    'not-there',
    'wrong-secret',
    'clock',
    'unreachable',
    'busy',
    'not-s3',
    'refused',
  ]),
  /** The service's own words, or the network's. */
  text: z.string().max(1000).nullable(),
  requestId: z.string().max(200).nullable(),
  /** The seconds by which the clock of this computer is ahead of the service's; null: the service did not send its time. */
  clockAheadSeconds: z.number().int().nullable(),
  /** The seconds that a busy service asks to wait; null: it does not say. */
  waitSeconds: z.number().int().nonnegative().nullable(),
});
export type Attempt = ValueOf<typeof attemptSchema>;
export type Finding = Attempt['finding'];

const tested = {
  source: keySourceSchema,
  keyName: label,
  endpoint: label,
  region: label,
  attempts: z.number().int().nonnegative(),
  last: attemptSchema.nullable(),
  /** Epoch milliseconds. */
  startedAt: z.number().int(),
};

/** The test of a key. `ready` after `unbrokenMs` of unbroken success. */
export const readinessStateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('idle') }),
  z.strictObject({
    kind: z.literal('testing'),
    ...tested,
    /** Since when every attempt has succeeded, in epoch milliseconds; null: the last attempt failed. */
    successSince: z.number().int().nullable(),
    unbrokenMs: z.number().int(),
    /** When Keydesk gives up. */
    until: z.number().int(),
  }),
  z.strictObject({
    kind: z.literal('ended'),
    ...tested,
    endedAt: z.number().int(),
    how: z.enum(['ready', 'failed', 'gave-up', 'stopped']),
  }),
]);
export type ReadinessState = ValueOf<typeof readinessStateSchema>;
/** The state of the current or last test. */
export type Tested = Pick<Extract<ReadinessState, { kind: 'testing' }>, keyof typeof tested>;

/** A key that is saved in the keychain of this computer, without its secret. */
export const savedKeySchema = z.strictObject({
  id: savedKeyIdSchema,
  /** Its name for `keydesk credentials NAME`. */
  name: z.string().max(64),
  keyName: label,
  accessKey: z.string().max(512),
  ownerName: label,
  tenancyName: label.nullable(),
  namespace: label.nullable(),
  region: label.nullable(),
  endpoint: label.nullable(),
  keptAt: z.string().max(40),
});
export type SavedKey = ValueOf<typeof savedKeySchema>;
export const savedKeysStateSchema = z.strictObject({
  keys: z.array(savedKeySchema).max(1000),
  /** True: there is a keychain, so keys can be saved. */
  possible: z.boolean(),
  /** The command that starts this Keydesk, as typed in a shell. `credentials NAME` or `exec NAME -- COMMAND` follows it. */
  program: z.string().max(10_000),
});
export type SavedKeysState = ValueOf<typeof savedKeysStateSchema>;

/** Any text: main answers `tool-name-invalid` with a sentence, so that the rules are in one file alone. */
export const toolNameSchema = z.string().max(255);
export type ToolName = ValueOf<typeof toolNameSchema>;

/** `aws-on-demand`: `~/.aws/config` with a `credential_process`. It holds no secret; the key is saved on this computer for it. */
export const toolSchema = z.enum([
  'aws',
  'aws-on-demand',
  'rclone',
  's3cmd',
  'mc',
  'terraform',
  'dotenv',
  'posix-shell',
  'powershell',
  'cyberduck',
  'web-form',
  'kubernetes',
  'velero',
  'restic',
  's3a',
]);
export type Tool = ValueOf<typeof toolSchema>;

export const profileRequestSchema = z.strictObject({
  source: keySourceSchema,
  tool: toolSchema,
  /** The name of the profile, remote or alias. */
  name: toolNameSchema,
  region: regionChoiceSchema,
  /** Null: none. Any text: main answers `bucket-name-invalid` to a bad name. */
  bucket: z.string().max(256).nullable(),
});
export type ProfileRequest = ValueOf<typeof profileRequestSchema>;

/** One piece of a profile. The secret in `text` and `replaces` is masked: the page never gets it. */
export const profileBlockSchema = z.strictObject({
  /** The tool's own file, as people write its path (`~/.aws/credentials`); null: the tool has none. */
  file: path.nullable(),
  text: z.string().max(20_000),
  holdsSecret: z.boolean(),
  /** What writing would do to the file. */
  change: z.enum(['new-file', 'added', 'replaced', 'same', 'none']),
  /** For `replaced`: the lines that would be removed. */
  replaces: z.string().max(20_000).nullable(),
  /** Whether there is or will be a copy of the old file. */
  backup: z.enum(['to-make', 'made-before', 'none']),
  /** The values to enter into a form one by one, a secret masked; null: the text is used as a whole. */
  values: z
    .array(z.strictObject({ label, text: z.string().max(4096), isSecret: z.boolean() }))
    .max(16)
    .nullable(),
});
export type ProfileBlock = ValueOf<typeof profileBlockSchema>;
export type Backup = ProfileBlock['backup'];

export const profilePreviewOutcomeSchema = outcomeOf(
  z.strictObject({
    blocks: z.array(profileBlockSchema).min(1).max(4),
    /** The name under which Keydesk saves the open key on this computer before it writes the profile; null: it does not save the key. */
    keepsAs: toolNameSchema.nullable(),
    /** The digest of the present files. `WriteProfile` refuses if they have changed since. */
    digest: z.string().max(128),
  }),
);
export type ProfilePreviewOutcome = ValueOf<typeof profilePreviewOutcomeSchema>;
export type ProfilePreview = ValueIn<ProfilePreviewOutcome>;

export const previewDigestSchema = z.string().max(128);
export type PreviewDigest = ValueOf<typeof previewDigestSchema>;

export const writtenOutcomeSchema = outcomeOf(
  z.strictObject({ files: z.array(z.strictObject({ file: path, backup: path.nullable() })).max(4) }),
);
export type WrittenOutcome = ValueOf<typeof writtenOutcomeSchema>;
export type WrittenFile = ValueIn<WrittenOutcome>['files'][number];
