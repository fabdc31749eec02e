import { z } from 'zod';
import { outcomeOf } from './failure.ts';
import { keyViewSchema } from './report.ts';
import type { ValueOf } from './value-of.ts';

const path = z.string().max(4096);
const count = z.number().int().nonnegative();
const userOcid = z.string().min(1).max(255);

export const exportFormatSchema = z.enum(['csv', 'json']);
export type ExportFormat = ValueOf<typeof exportFormatSchema>;

/** The rows of a view; null: all. */
export const exportedViewSchema = keyViewSchema.nullable();
export type ExportedView = ValueOf<typeof exportedViewSchema>;

/** An export that was written. */
export const exportedSchema = z.strictObject({
  file: path,
  /** The file beside a CSV file with the facts about the report; null: there is none. */
  alsoWritten: path.nullable(),
  rows: count,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Exported = ValueOf<typeof exportedSchema>;

/** Null: the person closed the dialog. */
export const exportedOutcomeSchema = outcomeOf(exportedSchema.nullable());
export type ExportedOutcome = ValueOf<typeof exportedOutcomeSchema>;

export const copiedOutcomeSchema = outcomeOf(z.strictObject({ copied: count }));
export type CopiedOutcome = ValueOf<typeof copiedOutcomeSchema>;

export const userOcidsSchema = z.array(userOcid).max(1000);
export type UserOcids = ValueOf<typeof userOcidsSchema>;
/** The keys of some users, as far as the report knows them; null: there is no report. */
export const keysOfUsersOutcomeSchema = outcomeOf(
  z
    .strictObject({
      users: z.array(z.strictObject({ userOcid, keys: count, oldestDays: count.nullable() })).max(1000),
    })
    .nullable(),
);
export type KeysOfUsersOutcome = ValueOf<typeof keysOfUsersOutcomeSchema>;
