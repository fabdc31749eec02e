import type { Clock } from '../basics/clock.ts';
import type { DomainRecord, KeyHolder, UserRecord } from '../oracle/oracle-client.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';
import type { Columns } from './columns.ts';
import type { Gap } from './gap.ts';
import type { Pace } from './pace.ts';
import { createPageChain, type PageChain } from './page-chain.ts';

/** Null: a tenancy without identity domains. */
export type DomainToRead = Pick<DomainRecord, 'ocid' | 'name' | 'state' | 'licenseType' | 'url'> | null;

/** How far the reading of one domain has come. It is kept when a reading stops, and goes on from there. */
export interface DomainReading {
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
  keys: PageChain;
  users: PageChain;
  /** Whether the service says which keys a user has. */
  hasReferences: boolean;
  /** By user OCID, the keys that the user refers to and that the list of keys does not have. */
  readonly references: Map<string, readonly string[]>;
  /** Users of the first page, which is read before the keys that they may own. */
  readonly early: KeyHolder[];
  /** OCIDs of users whose keys are to be read by filters, many a request. */
  readonly toFilter: Set<string>;
  /** OCIDs of all users, where their keys may have to be read by filters. */
  readonly userOcids: string[];
  /** The classic way: the page of users to read next, and the users whose keys are to be read. */
  classic: {
    page: string | null;
    listed: boolean;
    readonly waiting: UserRecord[];
    read: number;
    unreadableUsers: number;
  };
  /** Epoch milliseconds at the first request. */
  startedAt: number;
  countedAtEnd: number | null;
  /** Keys that were made while it was read. */
  added: number;
  vanished: number;
  unreadable: number;
  /** Lists with a filter that changed faster than they could be read. */
  brokenLists: number;
  missing: number;
  usersWithoutNames: number;
  /** Users whose keys could not be read, with the first reason. */
  left: { users: number; problem: OracleProblem } | null;
  gaps: readonly Gap[];
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

const emptyReading = () => ({
  keys: createPageChain(),
  users: createPageChain(),
  hasReferences: false,
  references: new Map<string, readonly string[]>(),
  early: [],
  toFilter: new Set<string>(),
  userOcids: [],
  classic: { page: null, listed: false, waiting: [], read: 0, unreadableUsers: 0 },
  countedAtEnd: null,
  added: 0,
  vanished: 0,
  unreadable: 0,
  brokenLists: 0,
  missing: 0,
  usersWithoutNames: 0,
  left: null,
  gaps: [],
});

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
