import * as z from 'zod/mini';
import {
  identifier,
  keyIdentifier,
  label,
  optionalBoolean,
  optionalDescription,
  optionalEmail,
  optionalIdentifier,
  optionalInstant,
  optionalKeyName,
  optionalLabel,
  orNothing,
  rowsOf,
  token,
} from './wire-values.ts';

// The answers of both APIs as far as Keydesk uses them. Unknown fields are ignored; a field that Keydesk uses must be as documented, and
// nothing more is demanded of it. A field that may be left out may also be null. This is zod's small form: the client should load in a
// tenth of the time that the official SDK takes, and zod's large form alone takes half of that.

/** A missing secret is allowed here, and `takeCreatedKey` handles it. A text that cannot be a secret is not allowed. */
const secret = z.nullish(z.union([token, z.literal('')]));

// ---- Identity Domains (SCIM) ----

export const optionalMeta = orNothing(z.looseObject({ created: optionalInstant }));

export const scimKeySchema = z.looseObject({
  id: keyIdentifier,
  accessKey: token,
  displayName: optionalKeyName,
  description: optionalDescription,
  expiresOn: optionalInstant,
  deleteInProgress: optionalBoolean,
  meta: optionalMeta,
});
export type ScimKey = z.infer<typeof scimKeySchema>;

export const scimCreatedKeySchema = z.extend(scimKeySchema, { secretKey: secret });

export const scimUserSchema = z.looseObject({
  id: identifier,
  ocid: identifier,
  userName: label,
  displayName: optionalLabel,
  active: optionalBoolean,
  emails: orNothing(z.array(z.looseObject({ value: optionalEmail, primary: optionalBoolean }))),
});
export type ScimUser = z.infer<typeof scimUserSchema>;

/** Oracle's extension of users, which has the ids of their keys. */
export const credentialsOfUser = 'urn:ietf:params:scim:schemas:oracle:idcs:extension:userCredentials:User';

export const scimKeyHolderSchema = z.extend(scimUserSchema, {
  [credentialsOfUser]: orNothing(
    z.looseObject({ customerSecretKeys: z.nullish(z.array(z.looseObject({ value: keyIdentifier }))) }),
  ),
});
export type ScimKeyHolder = z.infer<typeof scimKeyHolderSchema>;

export const scimOwnedKeySchema = z.extend(z.omit(scimKeySchema, { description: true, deleteInProgress: true }), {
  user: z.looseObject({
    value: identifier,
    ocid: optionalIdentifier,
    name: optionalLabel,
    display: optionalLabel,
  }),
});
export type ScimOwnedKey = z.infer<typeof scimOwnedKeySchema>;

/** An empty list may come without `Resources`. */
export const scimListOf = <T>(resource: z.ZodMiniType<T>) =>
  z.looseObject({
    totalResults: z.number().check(z.int(), z.nonnegative()),
    Resources: z.nullish(rowsOf(resource)),
  });

// ---- Classic IAM ----

/** A state that is not documented counts as unknown. */
export const optionalKeyState = orNothing(z.enum(['CREATING', 'ACTIVE', 'INACTIVE', 'DELETING', 'DELETED']));

/** `id` is the access key. */
export const classicKeySchema = z.looseObject({
  id: keyIdentifier,
  displayName: optionalKeyName,
  timeCreated: optionalInstant,
  timeExpires: optionalInstant,
  lifecycleState: optionalKeyState,
});
export type ClassicKey = z.infer<typeof classicKeySchema>;

/** `key` is the secret. */
export const classicCreatedKeySchema = z.extend(classicKeySchema, { key: secret });

export const classicUserSchema = z.looseObject({
  id: identifier,
  name: label,
  description: optionalLabel,
  email: optionalEmail,
  lifecycleState: optionalLabel,
});
export type ClassicUser = z.infer<typeof classicUserSchema>;

export const tenancySchema = z.looseObject({ id: identifier, name: label, homeRegionKey: optionalLabel });

export const regionSubscriptionsSchema = rowsOf(
  z.looseObject({ regionName: z.string().check(z.regex(/^[a-z0-9-]{1,64}$/)), isHomeRegion: z.boolean() }),
);

/** The namespace becomes the first label of the S3 endpoint's host, so it must be a valid label. */
export const namespaceSchema = z.string().check(z.regex(/^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/));

export const compartmentSchema = z.looseObject({
  id: identifier,
  name: label,
  compartmentId: optionalIdentifier,
  lifecycleState: optionalLabel,
});

export const domainSchema = z.looseObject({
  id: identifier,
  compartmentId: identifier,
  displayName: label,
  description: optionalLabel,
  url: z.url(),
  type: optionalLabel,
  licenseType: optionalLabel,
  /** A domain in a state that is not documented cannot be used. */
  lifecycleState: z.catch(z.enum(['CREATING', 'ACTIVE', 'DELETING', 'INACTIVE']), 'INACTIVE'),
});
