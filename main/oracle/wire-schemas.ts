import { z } from 'zod';

// The answers of both APIs as far as Keydesk uses them: fields that it does not know are let through, those it uses are
// held to what is documented and no more. A field that may be left out may also be null.

const text = z.string();
const optionalText = z.string().nullish();
/** Access keys and secrets: their formats are not documented beyond this, so nothing stricter is asked. */
const token = z.string().regex(/^[\x21-\x7e]{1,512}$/);
/** A secret that did not come is one thing, a secret that cannot be one another. */
const secret = z.union([token, z.literal('')]).nullish();

// ---- Identity Domains (SCIM) ----

export const scimKeySchema = z.looseObject({
  id: text.min(1),
  accessKey: token,
  displayName: optionalText,
  description: optionalText,
  expiresOn: optionalText,
  deleteInProgress: z.boolean().nullish(),
  meta: z.looseObject({ created: optionalText }).nullish(),
});
export type ScimKey = z.infer<typeof scimKeySchema>;

export const scimCreatedKeySchema = scimKeySchema.extend({ secretKey: secret });

export const scimUserSchema = z.looseObject({
  id: text.min(1),
  ocid: text.min(1),
  userName: text,
  displayName: optionalText,
  active: z.boolean().nullish(),
  emails: z.array(z.looseObject({ value: text, primary: z.boolean().nullish() })).nullish(),
});
export type ScimUser = z.infer<typeof scimUserSchema>;

/** An empty list may come without `Resources`. */
export const scimListOf = <T extends z.ZodType>(resource: T) =>
  z.looseObject({
    totalResults: z.number().int().nonnegative(),
    Resources: z.array(resource).nullish(),
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
  lifecycleState: keyStates.nullish().catch(null),
});
export type ClassicKey = z.infer<typeof classicKeySchema>;

/** `key` is the secret. */
export const classicCreatedKeySchema = classicKeySchema.extend({ key: secret });

export const classicUserSchema = z.looseObject({
  id: text.min(1),
  name: text,
  description: optionalText,
  email: optionalText,
  lifecycleState: optionalText,
});
export type ClassicUser = z.infer<typeof classicUserSchema>;

export const tenancySchema = z.looseObject({ id: text.min(1), name: text, homeRegionKey: optionalText });

export const regionSubscriptionsSchema = z.array(
  z.looseObject({ regionName: text.regex(/^[a-z0-9-]{1,64}$/), isHomeRegion: z.boolean() }),
);

export const compartmentSchema = z.looseObject({
  id: text.min(1),
  name: text,
  compartmentId: optionalText,
  lifecycleState: optionalText,
});

export const domainSchema = z.looseObject({
  id: text.min(1),
  compartmentId: text.min(1),
  displayName: text,
  description: optionalText,
  url: z.url(),
  type: optionalText,
  /** A state that is not documented is not one in which a domain could be used. */
  lifecycleState: z.enum(['CREATING', 'ACTIVE', 'DELETING', 'INACTIVE']).catch('INACTIVE'),
});
