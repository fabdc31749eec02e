import { z } from 'zod';
import { failureSchema, outcomeOf } from './failure.ts';
import type { ValueOf } from './value-of.ts';

const label = z.string().max(1024);
const id = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[\w.:~-]+$/);

/** The number of items that could not be read, and so are not listed. */
export const unreadableSchema = z.number().int().nonnegative();
const cursor = z.string().max(8192);

export const compartmentSchema = z.strictObject({
  id,
  name: label,
  /** Names from the root down, the compartment's own last. */
  path: z.array(label).max(16),
});
export type Compartment = ValueOf<typeof compartmentSchema>;

export const domainStateSchema = z.enum(['ACTIVE', 'CREATING', 'DELETING', 'INACTIVE']);
export type DomainState = ValueOf<typeof domainStateSchema>;

export const domainSchema = z.strictObject({
  id,
  name: label,
  description: label.nullable(),
  compartmentId: id,
  isDefault: z.boolean(),
  state: domainStateSchema,
});
export type Domain = ValueOf<typeof domainSchema>;

export const directorySchema = z.strictObject({
  tenancyName: label,
  compartments: z.array(compartmentSchema).max(10_000),
  /** The Default domain first. Empty for a tenancy without identity domains: its users are found with `domainId: null`. */
  domains: z.array(domainSchema).max(10_000),
  unreadable: unreadableSchema,
  /** Why some compartments could not be read; null: all were read. */
  incomplete: failureSchema.nullable(),
});
export type DirectoryListing = ValueOf<typeof directorySchema>;
export const directoryOutcomeSchema = outcomeOf(directorySchema);
export type DirectoryOutcome = ValueOf<typeof directoryOutcomeSchema>;

export const userQuerySchema = z.strictObject({
  /** Null: a tenancy without identity domains. */
  domainId: id.nullable(),
  /** Text that the user name, the display name or the e-mail address contains. */
  text: z.string().max(200),
  /** `next` of a page; or, in a domain, the index of the first user to read, counted from 1: `90001`. Null for the first page. */
  cursor: cursor.nullable(),
  /** The most users of the page; 100 if it is left out. */
  count: z.number().int().min(1).max(1000).optional(),
  /** By user name if it is left out. A tenancy without identity domains has its own order. */
  sort: z.strictObject({ by: z.enum(['userName', 'displayName']), descending: z.boolean() }).optional(),
});
export type UserQuery = ValueOf<typeof userQuerySchema>;

export const userSchema = z.strictObject({
  domainId: id.nullable(),
  id,
  ocid: id,
  userName: label,
  displayName: label,
  email: label.nullable(),
  status: z.enum(['active', 'inactive']),
});
export type User = ValueOf<typeof userSchema>;
/** Distinguishes two people of the same name. `domainName` is null in a tenancy without identity domains. */
export const userIdentitySchema = z.strictObject({ userName: label, domainName: label.nullable() });
export type UserIdentity = ValueOf<typeof userIdentitySchema>;

export const userOutcomeSchema = outcomeOf(
  userSchema.extend({
    ...userIdentitySchema.shape,
    /** Null: it was not requested. */
    domainState: domainStateSchema.nullable(),
    self: z.boolean(),
  }),
);
export type UserOutcome = ValueOf<typeof userOutcomeSchema>;
/** A user with the name of their domain, for the page of one user. */
export type UserDetails = Extract<UserOutcome, { ok: true }>['value'];

const userPageSchema = z.strictObject({
  users: z.array(userSchema).max(1000),
  unreadable: unreadableSchema,
  /** The number of all users that match, if the service says it. */
  total: z.number().int().nonnegative().nullable(),
  next: cursor.nullable(),
});
export type UserPage = ValueOf<typeof userPageSchema>;
export const userPageOutcomeSchema = outcomeOf(userPageSchema);
export type UserPageOutcome = ValueOf<typeof userPageOutcomeSchema>;

/** What a search in all domains looks for. */
export const searchTextSchema = z.string().min(1).max(200);
export type SearchText = ValueOf<typeof searchTextSchema>;

export const usersEverywhereOutcomeSchema = outcomeOf(
  z.strictObject({
    /** Domains with hits first, then those that could not be read. A domain without a hit is left out. */
    domains: z
      .array(
        z.strictObject({
          domainId: id,
          domainName: label,
          users: z.array(userSchema).max(25),
          total: z.number().int().nonnegative().nullable(),
          /** Why this domain could not be read. */
          failure: failureSchema.nullable(),
        }),
      )
      .max(10_000),
  }),
);
export type UsersEverywhereOutcome = ValueOf<typeof usersEverywhereOutcomeSchema>;

const userOwnerSchema = z.strictObject({ kind: z.literal('user'), domainId: id.nullable(), id, ocid: id });

/** The last view of an account. */
const leftViewSchema = z.discriminatedUnion('view', [
  z.strictObject({ view: z.enum(['profile', 'users', 'all-keys', 'rotations', 'this-computer', 'settings']) }),
  z.strictObject({ view: z.literal('user'), owner: userOwnerSchema }),
]);
/** The last view and the last chosen domain of an account. Search texts are not remembered. */
export const lastViewSchema = z.strictObject({ view: leftViewSchema, domainId: id.nullable() });
export type LastView = ValueOf<typeof lastViewSchema>;

/** The owner of keys: the signed-in user, or a user of the directory. */
export const ownerSchema = z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('self') }), userOwnerSchema]);
export type Owner = ValueOf<typeof ownerSchema>;
