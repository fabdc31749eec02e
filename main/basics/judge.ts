type Verdict<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly data?: undefined; readonly error: { readonly issues: readonly Issue[] } };
interface Issue {
  readonly path: readonly PropertyKey[];
}
interface Schema<T> {
  safeParse(value: unknown): Verdict<T>;
}

/**
 * zod's `safeParse` for data of files and of the network. zod throws where it measures a text or a list and finds an object with a strange
 * `length`, as in `{"length":{"valueOf":1,"toString":1}}`. Here such a value counts as one that does not fit.
 */
export function judge<T>(schema: Schema<T>, value: unknown): Verdict<T> {
  try {
    return schema.safeParse(value);
  } catch {
    return { success: false, error: { issues: [] } };
  }
}

/** The value of a text in JSON, where it fits; null for any other text. */
export function judgeJson<T>(schema: Schema<T>, text: string): T | null {
  try {
    return judge(schema, JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
