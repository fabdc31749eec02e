/**
 * Tells a key that this creation made from every other: Oracle returns no retry token, and a name, a time and a creator
 * can be shared with a key that another computer or the Console makes in the same second. The mark stands at the end of the
 * description until the answer has been taken in, and is then removed; lists never show it.
 */
const MARK = / ?\[keydesk:[0-9a-f]{12}\]$/;

const markOf = (creation: string) => `[keydesk:${creation.replaceAll('-', '').slice(0, 12)}]`;

/** The description that is sent. `creation` is a UUID. */
export const withMark = (description: string | null, creation: string): string =>
  description ? `${description} ${markOf(creation)}` : markOf(creation);

/** What the person wrote; null when they wrote nothing. */
export const withoutMark = (description: string | null): string | null => description?.replace(MARK, '') || null;

export const hasMarkOf = (description: string | null, creation: string): boolean =>
  description?.endsWith(markOf(creation)) ?? false;
