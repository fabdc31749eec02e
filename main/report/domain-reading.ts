import type { Clock } from '../basics/clock.ts';
import type { DomainRecord, KeyHolder, UserRecord } from '../oracle/oracle-client.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';
import type { Columns } from './columns.ts';
import type { Gap } from './gap.ts';
import type { Pace } from './pace.ts';
import { createPageChain } from './page-chain.ts';

/** Null: a tenancy without identity domains. */
export type DomainToRead = Pick<DomainRecord, 'ocid' | 'name' | 'state' | 'licenseType' | 'url'> | null;

/** What a reading of a domain has found, before it begins. */
const emptyReading = () => ({
  keys: createPageChain(),
  users: createPageChain(),
  /** Whether the service says which keys a user has. */
  hasReferences: false,
  /** By user OCID, the keys that the user refers to and that the list of keys does not have. */
  references: new Map<string, readonly string[]>(),
  /** Users of the first page, which is read before the keys that they may own. */
  early: [] as KeyHolder[],
  /** OCIDs of users whose keys are to be read by filters, many a request. */
  toFilter: new Set<string>(),
  /** OCIDs of all users, where their keys may have to be read by filters. */
  userOcids: [] as string[],
  /** The classic way: the page of users to read next, and the users whose keys are to be read. */
  classic: { page: null as string | null, listed: false, waiting: [] as UserRecord[], read: 0, unreadableUsers: 0 },
  countedAtEnd: null as number | null,
  /** Keys that were made while the domain was read. */
  added: 0,
  vanished: 0,
  unreadable: 0,
  /** Lists with a filter that changed faster than they could be read. */
  brokenLists: 0,
  missing: 0,
  usersWithoutNames: 0,
  /** Users whose keys could not be read, with the first reason. */
  left: null as { users: number; problem: OracleProblem } | null,
  gaps: [] as readonly Gap[],
});

/** How far the reading of one domain has come. It is kept when a reading stops, and the next reading goes on from there. */
export interface DomainReading extends ReturnType<typeof emptyReading> {
  readonly domain: DomainToRead;
  /** Its number in the columns. */
  readonly index: number;
  readonly pace: Pace;
  readonly host: string;
  phase: 'waiting' | 'reading' | 'checking' | 'done' | 'failed' | 'left-out';
  way: 'list' | 'filters' | 'user-by-user' | null;
  /** Why the service refused the list of all keys. */
  refusal: OracleProblem | null;
  /** Why it refused the list of users. */
  usersRefusal: OracleProblem | null;
  /** Epoch milliseconds at the first request. */
  startedAt: number;
}

export function createDomainReading(
  domain: DomainToRead,
  index: number,
  pace: Pace,
  clock: Pick<Clock, 'now'>,
): DomainReading {
  return {
    domain,
    index,
    pace,
    host: domain === null ? '' : new URL(domain.url).host,
    phase: domain !== null && domain.state !== 'ACTIVE' ? 'left-out' : 'waiting',
    refusal: null,
    usersRefusal: null,
    ...emptyReading(),
    way: domain === null ? 'user-by-user' : null,
    startedAt: clock.now(),
  };
}

/** Prepares a domain with a gap for another reading: from the point where it broke off, or from the beginning if it was read to its end. */
export function readyAgain(reading: DomainReading, columns: Columns): void {
  const brokeOff = reading.phase !== 'done';
  if (!brokeOff) columns.clear(reading.index);
  Object.assign(reading, brokeOff ? { gaps: [], left: null, brokenLists: 0 } : emptyReading(), {
    phase: 'waiting',
    refusal: null,
    usersRefusal: null,
    way: reading.domain === null ? 'user-by-user' : brokeOff ? reading.way : null,
  });
}

export const isWhole = ({ phase, gaps }: DomainReading): boolean => phase === 'done' && gaps.length === 0;

/** Drops what only the reading needed. */
export function releaseLists({ keys, users, references, userOcids, toFilter }: DomainReading): void {
  keys.release();
  users.release();
  references.clear();
  toFilter.clear();
  userOcids.length = 0;
}
