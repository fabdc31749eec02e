import { z } from 'zod';
import { ownerSchema } from './directory.ts';
import { failureSchema, outcomeOf } from './failure.ts';
import { keyIdSchema } from './keys.ts';
import { rotationSteps } from './rotation-steps.ts';
import { generateRequestSchema } from './secret.ts';
import { profileBlockSchema, savedKeyIdSchema } from './usage.ts';
import type { ValueIn, ValueOf } from './value-of.ts';

const label = z.string().max(2000);
const iso = z.string().max(40);
const count = z.number().int().nonnegative();
const accessKey = z.string().max(512);

/** Names one rotation: the replacement of one key, or only a new key if there is no old one. */
export const rotationIdSchema = z.uuid();
export type RotationId = ValueOf<typeof rotationIdSchema>;
export const rotationIdsSchema = z.array(rotationIdSchema).min(1).max(10_000);
export type RotationIds = ValueOf<typeof rotationIdsSchema>;

/** `guided`: through the dialogs. `saved`: a key that is saved on this computer. `packet`: one of many, handed over as a packet. */
export const rotationHowSchema = z.enum(['guided', 'saved', 'packet']);
export type RotationHow = ValueOf<typeof rotationHowSchema>;

export const rotationStepSchema = z.enum(rotationSteps);
export type RotationStep = ValueOf<typeof rotationStepSchema>;

/** What the button *Next step* does. `make-again`: the new key is gone, or its secret is. */
export const nextStepSchema = z.enum([
  'make',
  'hand-over',
  'install',
  'test',
  'confirm',
  'deactivate',
  'delete',
  'make-again',
]);
export type NextStep = ValueOf<typeof nextStepSchema>;

/** What a rotation waits for. `account`: the account that began it is not the current one. */
export const waitsForSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['person', 'recipient', 'running', 'paused', 'nothing']) }),
  z.strictObject({ kind: z.literal('time'), until: iso }),
  z.strictObject({ kind: z.literal('account'), name: label }),
  /** The step was tried and did not succeed. It can be tried again. */
  z.strictObject({ kind: z.literal('service'), failure: failureSchema }),
  z.strictObject({ kind: z.literal('file'), file: z.string().max(4096), failure: failureSchema }),
]);
export type WaitsFor = ValueOf<typeof waitsForSchema>;

export const rotationEndSchema = z.enum(['done', 'skipped', 'stopped', 'gone']);
export type RotationEnd = ValueOf<typeof rotationEndSchema>;

export const rotationRowSchema = z.strictObject({
  id: rotationIdSchema,
  campaign: rotationIdSchema.nullable(),
  how: rotationHowSchema,
  owner: ownerSchema,
  userName: label,
  displayName: label,
  domainName: label.nullable(),
  keyName: label,
  /** The access key of the old key; null: there is no old key. */
  accessKey: accessKey.nullable(),
  newKeyName: label,
  newAccessKey: accessKey.nullable(),
  step: rotationStepSchema,
  waitsFor: waitsForSchema,
  /** When the last step was done. */
  since: iso,
  /** From when on the old key may be deleted; null: not known yet. */
  due: iso.nullable(),
  next: nextStepSchema.nullable(),
  canUndo: z.boolean(),
  canSkip: z.boolean(),
  canStop: z.boolean(),
  /** Keydesk has lost the new secret key, and the person may have it. */
  canClaim: z.boolean(),
  paused: z.boolean(),
  /** Null: it goes on. */
  ended: rotationEndSchema.nullable(),
});
export type RotationRow = ValueOf<typeof rotationRowSchema>;

/** Which rotations a table shows. `waiting`: for the person. `due`: the old key may be deleted. */
export const rotationViewSchema = z.strictObject({
  filter: z.enum(['open', 'waiting', 'due', 'ended', 'all']),
  step: rotationStepSchema.nullable(),
  campaign: rotationIdSchema.nullable(),
  /** Only rows with this text in the user name, display name, key name or access key. */
  text: z.string().max(200),
});
export type RotationView = ValueOf<typeof rotationViewSchema>;

export const rotationRowsOutcomeSchema = outcomeOf(
  z.strictObject({ version: count, total: count, rows: z.array(rotationRowSchema).max(500) }),
);
export type RotationRowsOutcome = ValueOf<typeof rotationRowsOutcomeSchema>;

/** One event of the ledger, as the page shows it. */
const rotationEventSchema = z.strictObject({ at: iso, event: z.string().max(40), accessKey: accessKey.nullable() });
export const rotationDetailsOutcomeSchema = outcomeOf(
  z.strictObject({
    row: rotationRowSchema,
    events: z.array(rotationEventSchema).max(1000),
    /** Its packet opens with a passphrase, and no receipt has come yet. */
    hasPassphrase: z.boolean(),
  }),
);
export type RotationDetailsOutcome = ValueOf<typeof rotationDetailsOutcomeSchema>;
export type RotationDetails = ValueIn<RotationDetailsOutcome>;

/** What rotating this key would need. Nothing is changed. */
export const rotationProposalOutcomeSchema = outcomeOf(
  z.strictObject({
    keyName: label,
    accessKey,
    newKey: generateRequestSchema,
    /** The user's other keys. If there is no room for a new one, one of them must be deleted first. */
    others: z
      .array(
        z.strictObject({ keyId: keyIdSchema, name: label, accessKey, why: z.enum(['inactive', 'expired']).nullable() }),
      )
      .max(1000),
    needsRoom: z.boolean(),
    /** The key whose deletion is proposed, since it does not work. Null: the person must choose. */
    proposed: keyIdSchema.nullable(),
    /** The rotation of this key that is under way. */
    running: rotationIdSchema.nullable(),
    offers: z.strictObject({ description: z.boolean(), expiry: z.boolean(), status: z.boolean() }),
  }),
);
export type RotationProposalOutcome = ValueOf<typeof rotationProposalOutcomeSchema>;
export type RotationProposal = ValueIn<RotationProposalOutcome>;

export const rotationRequestSchema = z.strictObject({
  owner: ownerSchema,
  keyId: keyIdSchema,
  newKey: generateRequestSchema,
  /** Another key of the user that the person has agreed to delete first; null: none. */
  room: keyIdSchema.nullable(),
});
export type RotationRequest = ValueOf<typeof rotationRequestSchema>;
export const rotationOutcomeSchema = outcomeOf(z.strictObject({ id: rotationIdSchema }));
export type RotationOutcome = ValueOf<typeof rotationOutcomeSchema>;

export const deactivateRequestSchema = z.strictObject({
  ids: rotationIdsSchema,
  /** What the person typed. For ten keys or more it must be their number. */
  confirmation: z.string().max(100).nullable(),
});
export type DeactivateRequest = ValueOf<typeof deactivateRequestSchema>;

export const savedKeyIdsSchema = z.array(savedKeyIdSchema).min(1).max(100);
export type SavedKeyIds = ValueOf<typeof savedKeyIdsSchema>;

/** What rotating saved keys would change on this computer. Secrets are masked. */
export const savedPreviewOutcomeSchema = outcomeOf(
  z.strictObject({
    keys: z
      .array(
        z.strictObject({
          id: savedKeyIdSchema,
          name: label,
          keyName: label,
          accessKey,
          /** Why this key cannot be rotated here; null: it can. */
          failure: failureSchema.nullable(),
          /** The profiles that Keydesk wrote for this key, as they will be afterwards. The new access key is not known yet. */
          files: z.array(z.strictObject({ tool: z.string().max(40), name: label, block: profileBlockSchema })).max(100),
        }),
      )
      .max(100),
    digest: z.string().max(128),
  }),
);
export type SavedPreviewOutcome = ValueOf<typeof savedPreviewOutcomeSchema>;
export type SavedPreview = ValueIn<SavedPreviewOutcome>;

export const rotateSavedRequestSchema = z.strictObject({ keys: savedKeyIdsSchema, digest: z.string().max(128) });
export type RotateSavedRequest = ValueOf<typeof rotateSavedRequestSchema>;

/** The ledger and the numbers of this account's rotations. The rows are read by `ReadRotations`. */
export const rotationsStateSchema = z.strictObject({
  ledger: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('opening') }),
    z.strictObject({ kind: z.literal('whole'), lines: count }),
    /** The first line that does not fit, counted from 1. Nothing goes on until the person begins a new ledger. */
    z.strictObject({ kind: z.literal('broken'), line: count, failure: failureSchema }),
  ]),
  /** Grows whenever a row changes. */
  version: count,
  open: count,
  waiting: count,
  /** Campaigns that make no further key until the person resumes them. */
  held: count,
  due: count,
  ended: count,
  steps: z.array(z.strictObject({ step: rotationStepSchema, open: count })).max(rotationSteps.length),
  /** Old keys are being deactivated or deleted, or saved keys rotated; null: nothing runs. */
  run: z
    .strictObject({
      what: z.enum(['deactivating', 'deleting', 'saved']),
      keyName: label,
      done: count,
      of: count,
      stopping: z.boolean(),
    })
    .nullable(),
  /** What halted the last run; null: nothing did. */
  halted: failureSchema.nullable(),
});
export type RotationsState = ValueOf<typeof rotationsStateSchema>;
