/**
 * Whether a value fits a schema. The generated code checks every argument, result and state with it. zod itself throws where it
 * measures a text or a list and gets an object with a strange `length`. Such an object fits none of our schemas.
 */
export function fits(schema: { safeParse(value: unknown): { readonly success: boolean } }, value: unknown): boolean {
  try {
    return schema.safeParse(value).success;
  } catch {
    return false;
  }
}
