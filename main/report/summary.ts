import type { AgeBucket, ReportRow } from '../../bridge/values/report.ts';
import { ageInDays, bucketOf, buckets, isOverdue } from './age.ts';
import type { Columns } from './columns.ts';
import { type DomainReading, isWhole } from './domain-reading.ts';
import type { DomainStanding, SummaryStanding } from './report-contract.ts';

export interface Ages {
  readonly now: number;
  readonly overdueDays: number;
}

/** The figures at the head of the report. */
export function countKeys(
  columns: Columns,
  { now, overdueDays }: Ages,
): Pick<SummaryStanding, 'keys' | 'overdue' | 'histogram'> {
  const inBucket = new Map<AgeBucket, number>(buckets.map((bucket) => [bucket, 0]));
  let keys = 0;
  let overdue = 0;
  for (let row = 0; row < columns.size(); row += 1) {
    if (columns.gone.size > 0 && columns.gone.has(row)) continue;
    keys += 1;
    const age = ageInDays(columns.created[row] ?? Number.NaN, now);
    const bucket = bucketOf(age);
    inBucket.set(bucket, (inBucket.get(bucket) ?? 0) + 1);
    if (isOverdue(age, overdueDays)) overdue += 1;
  }
  const histogram = buckets.map((bucket) => ({ bucket, keys: inBucket.get(bucket) ?? 0 }));
  return { keys, overdue, histogram };
}

export function standingOf(reading: DomainReading, columns: Columns): DomainStanding {
  const { domain, index, phase, way, countedAtEnd, users, keys, classic, gaps } = reading;
  return {
    id: domain?.ocid ?? null,
    name: domain?.name ?? null,
    phase,
    way,
    counted: keys.firstTotal(),
    countedAtEnd,
    read: columns.count(index),
    users:
      domain === null
        ? { counted: classic.listed ? classic.read + classic.waiting.length : null, read: classic.read }
        : { counted: users.firstTotal(), read: users.distinct() },
    duplicates: keys.duplicates(),
    added: reading.added,
    vanished: reading.vanished,
    usersWithoutNames: reading.usersWithoutNames,
    complete: isWhole(reading),
    gaps,
  };
}

/** A row with all that is shown of it. */
export function rowOf(columns: Columns, row: number, domain: DomainReading['domain'], ages: Ages): ReportRow | null {
  if (row >= columns.size()) return null;
  const owner = columns.owners.get(columns.ownerOf[row] ?? -1);
  const created = columns.created[row] ?? Number.NaN;
  const ageDays = ageInDays(created, ages.now);
  return {
    row,
    domainId: domain?.ocid ?? null,
    domainName: domain?.name ?? null,
    userId: owner.id,
    userOcid: owner.ocid,
    userName: owner.userName,
    displayName: owner.displayName,
    email: owner.email,
    userState: owner.active === null ? 'unknown' : owner.active ? 'active' : 'inactive',
    keyId: columns.ids.at(row),
    name: columns.names.at(columns.nameOf[row] ?? -1),
    accessKey: columns.accessKeys.at(row),
    created: isoOf(created),
    expires: isoOf(columns.expires[row] ?? Number.NaN),
    ageDays,
    bucket: bucketOf(ageDays),
    overdue: isOverdue(ageDays, ages.overdueDays),
    deactivated: columns.deactivated.has(row),
  };
}

const isoOf = (instant: number): string | null => (Number.isNaN(instant) ? null : new Date(instant).toISOString());
