/**
 * A value in a SCIM filter, quoted. RFC 7644 section 3.4.2.2 takes JSON's rules for it, so quotes, backslashes and control
 * characters cannot end the value or add a condition to the filter.
 */
const quoted = (value: string) => JSON.stringify(value);

/**
 * Users whose user name, display name or an e-mail address contains `text`, or whose OCID is `text`. Undefined, which means no filter, for
 * an empty text.
 */
export function usersContaining(text: string): string | undefined {
  const value = text.trim();
  if (value === '') return undefined;
  if (value.startsWith('ocid1.user.')) return usersOf([value]);
  return ['userName', 'displayName', 'emails.value'].map((name) => `${name} co ${quoted(value)}`).join(' or ');
}

/** The keys of one user. By OCID: `user.value` takes the SCIM id only, of 40 characters at most. */
export const keysOfUser = (ocid: string) => `user.ocid eq ${quoted(ocid)}`;

/** The keys of several users. */
export const keysOfUsers = (ocids: readonly string[]) => ocids.map(keysOfUser).join(' or ');

export const usersOf = (ocids: readonly string[]) => ocids.map((ocid) => `ocid eq ${quoted(ocid)}`).join(' or ');

/** What was made at that time (ISO 8601) or later. */
export const madeSince = (instant: string) => `meta.created ge ${quoted(instant)}`;
