type Verdict<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly data?: undefined; readonly error: { readonly issues: readonly Issue[] } };
interface Issue {
  readonly path: readonly PropertyKey[];
}

/**
 * zod's `safeParse`, for whatever comes from a file or over the wire. zod itself throws where a text or a list is measured and an
 * object with a strange `length` stands there, as in `{"length":{"valueOf":1,"toString":1}}`: that fits no schema of ours.
 */
export function judge<T>(schema: { safeParse(value: unknown): Verdict<T> }, value: unknown): Verdict<T> {
  try {
    return schema.safeParse(value);
  } catch {
    return { success: false, error: { issues: [] } };
  }
}
