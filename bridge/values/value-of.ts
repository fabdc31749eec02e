import type { z } from 'zod';

type ReadOnly<T> = T extends object ? { readonly [K in keyof T]: ReadOnly<T[K]> } : T;

/** What fits a schema, read-only in every depth: the one type of that shape in the page and in main. */
export type ValueOf<Schema extends z.ZodType> = ReadOnly<z.infer<Schema>>;

/** The value of an outcome that is good. */
export type ValueIn<Outcome> =
  Extract<Outcome, { readonly ok: true }> extends { readonly value: infer Value } ? Value : never;
