import { z } from 'zod';
import { failureSchema, outcomeOf } from './failure.ts';
import { keySelectionSchema, rowIdSchema } from './report.ts';
import type { ValueIn, ValueOf } from './value-of.ts';

const label = z.string().max(2000);
const count = z.number().int().nonnegative();

const bulkActionSchema = z.enum(['deactivate', 'activate', 'delete']);
export type BulkAction = ValueOf<typeof bulkActionSchema>;

export const bulkRequestSchema = z.strictObject({
  action: bulkActionSchema,
  selection: keySelectionSchema,
  /** The number of keys in the question that the person said yes to. Main does nothing if the selection has another number. */
  expected: z.number().int().positive(),
  /** What the person typed. For ten keys or more it must be their number, unless the action is `activate`. */
  confirmation: z.string().max(100).nullable(),
});
export type BulkRequest = ValueOf<typeof bulkRequestSchema>;

/**
 * `gone`: the service has no such key any more. `unclear`: the answer was lost, and Keydesk could not find out what became of the key.
 * `untried`: the action has not come to this key.
 */
const bulkResultSchema = z.enum(['done', 'gone', 'refused', 'unclear', 'untried']);
export type BulkResult = ValueOf<typeof bulkResultSchema>;

/** The results add up to `total`. */
const bulkCountsSchema = z.strictObject({
  total: count,
  done: count,
  gone: count,
  refused: count,
  unclear: count,
  untried: count,
});
export type BulkCounts = ValueOf<typeof bulkCountsSchema>;

/** One action on many keys: the one that runs, or the last one. */
export const bulkStateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('idle') }),
  z.strictObject({
    kind: z.literal('running'),
    action: bulkActionSchema,
    counts: bulkCountsSchema,
    /** The key under way. */
    at: z.strictObject({ keyName: label, userName: label }).nullable(),
    /** Oracle has asked Keydesk to slow down. */
    waiting: z.boolean(),
    stopping: z.boolean(),
    secondsLeft: count.nullable(),
  }),
  z.strictObject({
    kind: z.literal('ended'),
    action: bulkActionSchema,
    counts: bulkCountsSchema,
    /** `halted`: a problem ended the action before the keys that are left. */
    how: z.enum(['done', 'stopped', 'halted']),
    failure: failureSchema.nullable(),
    canResume: z.boolean(),
    canUndo: z.boolean(),
  }),
]);
export type BulkState = ValueOf<typeof bulkStateSchema>;

export const outcomePositionSchema = count;
export type OutcomePosition = ValueOf<typeof outcomePositionSchema>;
export const outcomeCountSchema = z.number().int().min(1).max(200);
export type OutcomeCount = ValueOf<typeof outcomeCountSchema>;

/** What became of each key: faults first, then keys that were not tried, then the others. */
export const bulkOutcomesOutcomeSchema = outcomeOf(
  z.strictObject({
    outcomes: z
      .array(
        z.strictObject({
          row: rowIdSchema,
          keyName: label,
          userName: label,
          result: bulkResultSchema,
          failure: failureSchema.nullable(),
        }),
      )
      .max(200),
  }),
);
export type BulkOutcomesOutcome = ValueOf<typeof bulkOutcomesOutcomeSchema>;
export type BulkOutcome = ValueIn<BulkOutcomesOutcome>['outcomes'][number];
