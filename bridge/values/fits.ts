/**
 * Whether a value has the form of a schema: what the generated code asks of every argument, result and state. zod itself throws
 * where a text or a list is measured and an object with a strange `length` stands there: that fits no schema of ours.
 */
export function fits(schema: { safeParse(value: unknown): { readonly success: boolean } }, value: unknown): boolean {
  try {
    return schema.safeParse(value).success;
  } catch {
    return false;
  }
}
