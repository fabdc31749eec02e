import type { OwnerAccess } from '../directory/directory-contract.ts';

/**
 * Tells the key of this creation from every other key. Oracle returns no retry token, and another computer or the Console may make a key of
 * the same name, time and creator. The tag stands at the end of the description until the journal has the key, and is then removed; lists
 * never show it.
 */
const TAG = / ?\[keydesk:[0-9a-f]{12}\]$/;

const tagOf = (creation: string) => `[keydesk:${creation.replaceAll('-', '').slice(0, 12)}]`;

/** A description may always have so many characters. Services that keep to SCIM's usual limit refuse longer ones. */
const ROOM = 4000;

/** The description that is sent. `creation` is a UUID. */
export const withTag = (description: string | null, creation: string): string =>
  description ? `${description} ${tagOf(creation)}` : tagOf(creation);

/** Whether the description is short enough for the tag to follow it. */
export const hasRoomForTag = (description: string | null, creation: string): boolean =>
  withTag(description, creation).length <= ROOM;

/** What the person wrote; null when they wrote nothing. */
export const withoutTag = (description: string | null): string | null => description?.replace(TAG, '') || null;

export const hasTagOf = (description: string | null, creation: string): boolean =>
  description?.endsWith(tagOf(creation)) ?? false;

/**
 * Takes the tag out of the description of a key at Oracle. The description may have been changed since the creation, so the
 * rest of it stays as it is. Best effort: lists do not show the tag in any case.
 */
export async function removeTag({ api, owner }: OwnerAccess, creation: string, keyId: string): Promise<void> {
  const listed = await api.listKeys(owner);
  const key = listed.ok ? listed.value.items.find(({ id }) => id === keyId) : undefined;
  if (!key || !hasTagOf(key.description, creation)) return;
  // If it fails, the tag stays, which does no harm.
  await api.setDescription(owner, keyId, withoutTag(key.description));
}
