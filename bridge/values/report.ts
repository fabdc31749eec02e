import { z } from 'zod';
import { unreadableSchema } from './directory.ts';
import { failureSchema, outcomeOf } from './failure.ts';
import { keyIdSchema } from './keys.ts';
import type { ValueOf } from './value-of.ts';

const label = z.string().max(1024);
const count = unreadableSchema;
const iso = z.string().max(40);
const userId = z.string().min(1).max(255);
/** Null: a tenancy without identity domains. */
const domainId = z
  .string()
  .max(255)
  .regex(/^[\w.:~-]+$/)
  .nullable();

/** Ages in whole days. `unknown`: no date, or one in the future. */
export const ageBuckets = ['0-30', '31-60', '61-90', '91-180', '181-365', 'over-365', 'unknown'] as const;
const ageBucketSchema = z.enum(ageBuckets);
export type AgeBucket = ValueOf<typeof ageBucketSchema>;

/** `expiring`: within 14 days. If there are several filters, a key must pass all of them. */
export const keyFilters = ['overdue', 'expiring', 'expired', 'user-inactive', 'never-expires'] as const;
export const sortColumns = ['user', 'domain', 'name', 'access-key', 'created', 'expires', 'user-state'] as const;

/** What the table of all keys shows: main filters, sorts and searches. */
export const keyViewSchema = z.strictObject({
  /** Only rows with this text in the user name, display name, e-mail, key name or access key. */
  text: z.string().max(200),
  filters: z.array(z.enum(keyFilters)).max(keyFilters.length),
  bucket: ageBucketSchema.nullable(),
  /** Null: all domains. */
  domainId,
  /** Keys without a value in the column come last, in both directions. */
  sort: z.strictObject({ column: z.enum(sortColumns), descending: z.boolean() }),
});
export type KeyView = ValueOf<typeof keyViewSchema>;

/** Numbers a row, for as long as the report lives. */
export const rowIdSchema = z.number().int().min(0).max(9_999_999);
export type RowId = ValueOf<typeof rowIdSchema>;
/** The position of a row in a view, counted from 0. */
export const rowPositionSchema = rowIdSchema;
export type RowPosition = ValueOf<typeof rowPositionSchema>;
export const rowCountSchema = z.number().int().min(1).max(500);
export type RowCount = ValueOf<typeof rowCountSchema>;
/** The first characters of what the sorted column shows. */
export const rowPrefixSchema = z.string().min(1).max(100);
export type RowPrefix = ValueOf<typeof rowPrefixSchema>;

const reportIdSchema = z.uuid();

/** Rows by number, or the rows of a view between two positions. If the view has changed since `version`, main refuses the selection. */
export const keySelectionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rows'), report: reportIdSchema, rows: z.array(rowIdSchema).max(10_000) }),
  z.strictObject({
    kind: z.literal('view'),
    report: reportIdSchema,
    version: count,
    view: keyViewSchema,
    /** The first and the last row of the selection, which contains both. */
    from: rowPositionSchema,
    to: rowPositionSchema,
    except: z.array(rowIdSchema).max(10_000),
  }),
]);
export type KeySelection = ValueOf<typeof keySelectionSchema>;

export const reportRowSchema = z.strictObject({
  row: rowIdSchema,
  domainId,
  domainName: label.nullable(),
  userId,
  userOcid: userId,
  userName: label,
  displayName: label,
  email: label.nullable(),
  userState: z.enum(['active', 'inactive', 'unknown']),
  keyId: keyIdSchema,
  name: z.string().max(2000),
  accessKey: z.string().max(512),
  created: iso.nullable(),
  expires: iso.nullable(),
  ageDays: count.nullable(),
  bucket: ageBucketSchema,
  /** Older than `overdueDays` of the settings. */
  overdue: z.boolean(),
  /** Keydesk has deactivated it; domains never say so. */
  deactivated: z.boolean(),
});
export type ReportRow = ValueOf<typeof reportRowSchema>;

export const rowsOutcomeSchema = outcomeOf(
  z.strictObject({
    report: reportIdSchema,
    version: count,
    /** The number of rows of the view. */
    total: count,
    rows: z.array(reportRowSchema).max(500),
  }),
);
export type RowsOutcome = ValueOf<typeof rowsOutcomeSchema>;
export const positionOutcomeSchema = outcomeOf(rowPositionSchema.nullable());
export type PositionOutcome = ValueOf<typeof positionOutcomeSchema>;

/** One domain: what the service counted, what was read, and whether that is all. */
const reportDomainSchema = z.strictObject({
  id: domainId,
  /** Null: a tenancy without identity domains. */
  name: label.nullable(),
  /** `left-out`: the domain is not active, so Keydesk did not read it. */
  phase: z.enum(['waiting', 'reading', 'checking', 'done', 'failed', 'left-out']),
  /** `list`: one list of all keys; `filters`: many users a request; `user-by-user`: the classic API. */
  way: z.enum(['list', 'filters', 'user-by-user']).nullable(),
  /** The service's own count with the first page of keys, and with the last one. */
  counted: count.nullable(),
  countedAtEnd: count.nullable(),
  read: count,
  users: z.strictObject({ counted: count.nullable(), read: count }),
  /** Rows that came twice; keys that were made or deleted while Keydesk was reading; owners without a name. */
  duplicates: count,
  added: count,
  vanished: count,
  usersWithoutNames: count,
  complete: z.boolean(),
  /** Why it is not complete; null while it is being read. */
  reason: z.string().max(2000).nullable(),
});
export type ReportDomain = ValueOf<typeof reportDomainSchema>;

export const reportSummarySchema = z.strictObject({
  report: reportIdSchema,
  /** Grows whenever rows change. */
  version: count,
  /** Grows whenever rows come, go or move. While this number is the same, a selection by positions means the same keys. */
  places: count,
  takenAt: iso.nullable(),
  tenancyName: label,
  keys: count,
  overdue: count,
  overdueDays: count,
  /** All ages, in their order. */
  histogram: z.array(z.strictObject({ bucket: ageBucketSchema, keys: count })).length(ageBuckets.length),
  domains: z.array(reportDomainSchema).max(10_000),
  /** True only at the end, and only if nothing is missing. A domain in the phase `left-out` does not count as missing. */
  complete: z.boolean(),
  /** Compartments whose domains could not be listed. */
  unlisted: z.array(label).max(10_000),
});
export type ReportSummary = ValueOf<typeof reportSummarySchema>;

const progressSchema = z.strictObject({
  /** Rows of keys and users. `of` is null until every domain has counted its rows. */
  done: count,
  of: count.nullable(),
  /** Null: too early to say. */
  secondsLeft: count.nullable(),
});
export type ReportProgress = ValueOf<typeof progressSchema>;

const going = { summary: reportSummarySchema, progress: progressSchema };

export const reportStateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('collecting'), ...going }),
  z.strictObject({
    kind: z.literal('paused'),
    ...going,
    /** `session`: reading goes on after the person has signed in again. `offline`: the page calls `GoOn` when the network is back. */
    why: z.enum(['stopped', 'session', 'offline']),
    failure: failureSchema.nullable(),
  }),
  z.strictObject({ kind: z.literal('done'), summary: reportSummarySchema }),
  /** Not even the domains could be listed. */
  z.strictObject({ kind: z.literal('failed'), failure: failureSchema }),
]);
export type ReportState = ValueOf<typeof reportStateSchema>;
