import { z } from 'zod';
import { failureSchema, outcomeOf } from './failure.ts';
import type { ValueOf } from './value-of.ts';

const label = z.string().max(1024);
const id = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[\w.:~-]+$/);

/** How many more there are that could not be read, and so are not listed. */
export const unreadableSchema = z.number().int().nonnegative();
const cursor = z.string().max(8192);

export const compartmentSchema = z.strictObject({
  id,
  name: label,
  /** Names from the root down, the compartment's own last. */
  path: z.array(label).max(16),
});
export type Compartment = ValueOf<typeof compartmentSchema>;

const domainStateSchema = z.enum(['ACTIVE', 'CREATING', 'DELETING', 'INACTIVE']);
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
  /** Empty for a tenancy without identity domains: its users are found with `domainId: null`. */
  domains: z.array(domainSchema).max(10_000),
  unreadable: unreadableSchema,
  /** Compartments that could not be asked, where some could. */
  incomplete: failureSchema.nullable(),
});
export type DirectoryListing = ValueOf<typeof directorySchema>;
export const directoryOutcomeSchema = outcomeOf(directorySchema);
export type DirectoryOutcome = ValueOf<typeof directoryOutcomeSchema>;

export const userQuerySchema = z.strictObject({
  /** Null: a tenancy without identity domains. */
  domainId: id.nullable(),
  /** Found in user name, display name or e-mail. */
  text: z.string().max(200),
  /** `next` of the page before; null for the first page. */
  cursor: cursor.nullable(),
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
/** What tells two people of one name apart. `domainName` is null in a tenancy without identity domains. */
export const userIdentitySchema = z.strictObject({ userName: label, domainName: label.nullable() });
export type UserIdentity = ValueOf<typeof userIdentitySchema>;

export const userOutcomeSchema = outcomeOf(
  userSchema.extend({
    ...userIdentitySchema.shape,
    /** Null where it has not been asked for. */
    domainState: domainStateSchema.nullable(),
    self: z.boolean(),
  }),
);
export type UserOutcome = ValueOf<typeof userOutcomeSchema>;
/** A user with the name of the domain, as a page about one user shows them. */
export type UserDetails = Extract<UserOutcome, { ok: true }>['value'];

const userPageSchema = z.strictObject({
  users: z.array(userSchema).max(1000),
  unreadable: unreadableSchema,
  /** How many users match in all, where the service says so. */
  total: z.number().int().nonnegative().nullable(),
  next: cursor.nullable(),
});
export type UserPage = ValueOf<typeof userPageSchema>;
export const userPageOutcomeSchema = outcomeOf(userPageSchema);
export type UserPageOutcome = ValueOf<typeof userPageOutcomeSchema>;

const userOwnerSchema = z.strictObject({ kind: z.literal('user'), domainId: id.nullable(), id, ocid: id });

/** The view in which an account was last. */
const leftViewSchema = z.discriminatedUnion('view', [
  z.strictObject({ view: z.enum(['profile', 'users', 'this-computer', 'settings']) }),
  z.strictObject({ view: z.literal('user'), owner: userOwnerSchema }),
]);
/** Where an account was left: its view, and the domain chosen last. Nothing that was searched for. */
export const leftPlaceSchema = z.strictObject({ view: leftViewSchema, domainId: id.nullable() });
export type LeftPlace = ValueOf<typeof leftPlaceSchema>;

/** Whose keys: one's own, or those of a user who was found in the directory. */
export const ownerSchema = z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('self') }), userOwnerSchema]);
export type Owner = ValueOf<typeof ownerSchema>;
