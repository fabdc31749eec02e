import { z } from 'zod';
import type { ValueOf } from './value-of.ts';

/** Names a failure. The entry of that name in `main/handlers/sentences-*.ts` has its sentences. */
export const failureKindSchema = z.string().regex(/^[a-z][a-z0-9-]{2,39}$/);

const sentence = z.string().min(1).max(2000);

/** A failure for a person: what happened, what it means for their key, what they can do. Never a stack, never headers. */
export const failureSchema = z.strictObject({
  kind: failureKindSchema,
  happened: sentence,
  meaning: sentence.nullable(),
  remedy: sentence.nullable(),
  /** The icon of a failure that needs no alarm. The page shows such a failure without red. */
  calm: z.enum(['file', 'info', 'key', 'lock', 'offline', 'search']).optional(),
  /** Oracle's `opc-request-id`, if there is one. */
  requestId: z.string().max(200).nullable(),
  /** The seconds to wait before the next request, if the service has named them. */
  retryAfterSeconds: z.number().int().nonnegative().optional(),
  /** The proxy (host and port) that refuses all requests until the user signs in to it. */
  proxy: z.string().max(300).optional(),
});
export type Failure = ValueOf<typeof failureSchema>;

const failed = z.strictObject({ ok: z.literal(false), failure: failureSchema });

/** The outcome of a call: the value, or the failure. */
export const outcomeOf = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [z.strictObject({ ok: z.literal(true), value }), failed]);

export const doneSchema = outcomeOf(z.null());
export type Done = ValueOf<typeof doneSchema>;
