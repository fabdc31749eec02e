import { createHash } from 'node:crypto';
import type { PlanEvent } from './plan-events.ts';

/** The members that every line has, besides the event's own details. */
interface LineFrame {
  readonly v: 1;
  /** ISO 8601. */
  readonly at: string;
  readonly event: string;
  /** The rotation, or the campaign. */
  readonly plan: string;
  /** OCID of the key's owner; null: the line is about no user. */
  readonly user: string | null;
  /** The key that the event is about, old or new; null: none. */
  readonly keyId: string | null;
  readonly accessKey: string | null;
  /** OCID of the user who was signed in. */
  readonly by: string | null;
  /** The hash of the line before; 64 zeros in the first line. */
  readonly previous: string;
  readonly hash: string;
}

/** A line of the ledger. Events that this Keydesk does not know have the frame all the same. */
export type LedgerLine = LineFrame & PlanEvent;

/**
 * An event, before the ledger gives it its time, its author and its place in the chain. An event from another ledger keeps its time and
 * author.
 */
export type NewLine = Omit<LineFrame, 'v' | 'at' | 'event' | 'by' | 'previous' | 'hash'> &
  Partial<Pick<LineFrame, 'at' | 'by'>> &
  PlanEvent;

/** The members for the key and its owner, in a line that is about no key. */
export const noKey = { user: null, keyId: null, accessKey: null };

export const NO_LINE = '0'.repeat(64);
const HASH_MEMBER = /^,"hash":"([0-9a-f]{64})"\}$/;
/** `,"hash":"` + 64 digits + `"}`. */
const HASH_LENGTH = 75;

/** The SHA-256 over the bytes of a line without its member `hash`. */
const hashOf = (body: string) => createHash('sha256').update(body).digest('hex');

/** The text of a line, without its line break, and its hash. `previous` and `hash` are its last members, in this order. */
export function formatLine(content: Omit<LineFrame, 'previous' | 'hash'>, previous: string) {
  const body = JSON.stringify({ ...content, previous });
  const hash = hashOf(body);
  return { text: `${body.slice(0, -1)},"hash":"${hash}"}`, hash };
}

/** Why a line does not fit; `impossible`: the chain is whole, and the event cannot have happened. */
export type LineFault = 'not-json' | 'hash' | 'previous' | 'impossible';

/** The line, if it fits after the line whose hash is `previous`; otherwise why it does not fit. */
export function readLine(text: string, previous: string): LedgerLine | LineFault {
  const member = HASH_MEMBER.exec(text.slice(-HASH_LENGTH));
  if (member === null) return isJson(text) ? 'hash' : 'not-json';
  const body = `${text.slice(0, -HASH_LENGTH)}}`;
  if (hashOf(body) !== member[1]) return isJson(text) ? 'hash' : 'not-json';
  const line = parseFrame(text);
  if (line === null) return 'not-json';
  return line.previous === previous ? line : 'previous';
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isTextOrNull = (value: unknown) => value === null || isText(value);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isJson = (text: string): boolean => typeof parse(text) === 'object';

/** Checked without the schema library, which would need more time for 100,000 lines than hashing them does. `plan.ts` checks the events. */
function parseFrame(text: string): LedgerLine | null {
  const line = parse(text) as Partial<LedgerLine> | null | undefined;
  if (typeof line !== 'object' || line?.v !== 1) return null;
  const { at, event, plan, user, keyId, accessKey, by, previous } = line;
  const isWhole = isText(at) && !Number.isNaN(Date.parse(at)) && isText(event) && isText(plan) && isText(previous);
  return isWhole && [user, keyId, accessKey, by].every(isTextOrNull) ? (line as LedgerLine) : null;
}
