import type { z } from 'zod';

type ReadOnly<T> = T extends object ? { readonly [K in keyof T]: ReadOnly<T[K]> } : T;

/** The type of a schema's values, read-only at every depth. Page and main use only this type. */
export type ValueOf<Schema extends z.ZodType> = ReadOnly<z.infer<Schema>>;

/** The value of a good outcome. */
export type ValueIn<Outcome> =
  Extract<Outcome, { readonly ok: true }> extends { readonly value: infer Value } ? Value : never;
