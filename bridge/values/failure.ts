import { z } from 'zod';
import type { ValueOf } from './value-of.ts';

/** Names what went wrong. The entry of that name in `main/handlers/sentences-*.ts` has its words. */
export const failureKindSchema = z.string().regex(/^[a-z][a-z0-9-]{2,39}$/);

const sentence = z.string().min(1).max(2000);

/** A failure as a person meets it: what happened, what it means for their key, what they can do. Never a stack, never headers. */
export const failureSchema = z.strictObject({
  kind: failureKindSchema,
  happened: sentence,
  meaning: sentence.nullable(),
  remedy: sentence.nullable(),
  /** For what is nobody's fault and costs nothing: the sign with which it is told, without red. */
  calm: z.enum(['file', 'info', 'key', 'lock', 'offline', 'search']).optional(),
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
