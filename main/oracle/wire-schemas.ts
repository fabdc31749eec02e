import * as z from 'zod/mini';

// The answers of both APIs as far as Keydesk uses them: fields that it does not know are let through, those it uses are
// held to what is documented and no more. A field that may be left out may also be null. zod's small form, because the client
// should load in a tenth of the time that the official SDK takes, and zod's large one takes half of that.

const text = z.string();
const filled = z.string().check(z.minLength(1));
const optionalText = z.nullish(z.string());
/** Access keys and secrets: their formats are not documented beyond this, so nothing stricter is asked. */
const token = z.string().check(z.regex(/^[\x21-\x7e]{1,512}$/));
/** A secret that did not come is one thing, a secret that cannot be one another. */
const secret = z.nullish(z.union([token, z.literal('')]));

// ---- Identity Domains (SCIM) ----

export const scimKeySchema = z.looseObject({
  id: filled,
  accessKey: token,
  displayName: optionalText,
  description: optionalText,
  expiresOn: optionalText,
  deleteInProgress: z.nullish(z.boolean()),
  meta: z.nullish(z.looseObject({ created: optionalText })),
});
export type ScimKey = z.infer<typeof scimKeySchema>;

export const scimCreatedKeySchema = z.extend(scimKeySchema, { secretKey: secret });

export const scimUserSchema = z.looseObject({
  id: filled,
  ocid: filled,
  userName: text,
  displayName: optionalText,
  active: z.nullish(z.boolean()),
  emails: z.nullish(z.array(z.looseObject({ value: text, primary: z.nullish(z.boolean()) }))),
});
export type ScimUser = z.infer<typeof scimUserSchema>;

/** An empty list may come without `Resources`. */
export const scimListOf = <T extends z.ZodMiniType>(resource: T) =>
  z.looseObject({
    totalResults: z.number().check(z.int(), z.nonnegative()),
    Resources: z.nullish(z.array(resource)),
  });

// ---- Classic IAM ----

const keyStates = z.enum(['CREATING', 'ACTIVE', 'INACTIVE', 'DELETING', 'DELETED']);

/** `id` is the access key. */
export const classicKeySchema = z.looseObject({
  id: token,
  displayName: optionalText,
  timeCreated: optionalText,
  timeExpires: optionalText,
  /** A state that is not documented is a state that we do not know. */
  lifecycleState: z.catch(z.nullish(keyStates), null),
});
export type ClassicKey = z.infer<typeof classicKeySchema>;

/** `key` is the secret. */
export const classicCreatedKeySchema = z.extend(classicKeySchema, { key: secret });

export const classicUserSchema = z.looseObject({
  id: filled,
  name: text,
  description: optionalText,
  email: optionalText,
  lifecycleState: optionalText,
});
export type ClassicUser = z.infer<typeof classicUserSchema>;

export const tenancySchema = z.looseObject({ id: filled, name: text, homeRegionKey: optionalText });

export const regionSubscriptionsSchema = z.array(
  z.looseObject({ regionName: z.string().check(z.regex(/^[a-z0-9-]{1,64}$/)), isHomeRegion: z.boolean() }),
);

/** It becomes the first label of the S3 endpoint's host, so it must be able to. */
export const namespaceSchema = z.string().check(z.regex(/^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/));

export const compartmentSchema = z.looseObject({
  id: filled,
  name: text,
  compartmentId: optionalText,
  lifecycleState: optionalText,
});

export const domainSchema = z.looseObject({
  id: filled,
  compartmentId: filled,
  displayName: text,
  description: optionalText,
  url: z.url(),
  type: optionalText,
  /** A state that is not documented is not one in which a domain could be used. */
  lifecycleState: z.catch(z.enum(['CREATING', 'ACTIVE', 'DELETING', 'INACTIVE']), 'INACTIVE'),
});
