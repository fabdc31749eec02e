import { failed, type Outcome, success } from '../basics/outcome.ts';

/** Where a text stops being JSON, and why. */
interface JsonFault {
  readonly line: number;
  readonly reason: string;
}

/** A member of a JSON object, by offsets into the text. */
export interface JsonMember {
  readonly name: string;
  readonly keyStart: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}
export interface JsonObject {
  readonly members: readonly JsonMember[];
  /** The offset after the opening brace. */
  readonly inside: number;
  /** The offset after the closing brace. */
  readonly end: number;
}

const SPACE = /[ \t\r\n]*/y;
/** Of Latin-1, all but control characters, quote and backslash. */
const STRING = /"(?:[ !#-[\]-\xFF]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const DEEPEST = 64;

/** Thrown in this file alone, where the text stops being JSON. */
class Misread extends Error {
  readonly at: number;
  constructor(at: number, reason: string) {
    super(reason);
    this.at = at;
  }
}

/**
 * The members of the object that begins at `start` (after white space), each with its offsets, so that one can be replaced and every other
 * byte kept. JSON of RFC 8259. Nothing may follow the object, unless it is `within` another one.
 */
export function readJsonObject(text: string, start: number, within: boolean): Outcome<JsonObject, JsonFault> {
  try {
    const at = skip(SPACE, text, start);
    if (text[at] !== '{') throw new Misread(at, 'an object in braces is expected here');
    const found = readObject(text, at, 0);
    const rest = skip(SPACE, text, found.end);
    if (!within && rest < text.length) throw new Misread(rest, 'something follows the closing brace');
    return success(found);
  } catch (error) {
    if (!(error instanceof Misread)) throw error;
    return failed({ line: lineAt(text, error.at), reason: error.message });
  }
}

/** Counted from 1. */
export const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length;

function skip(token: RegExp, text: string, at: number): number {
  token.lastIndex = at;
  return token.test(text) ? token.lastIndex : at;
}

function readValue(text: string, at: number, depth: number): number {
  if (depth > DEEPEST) throw new Misread(at, 'it is nested too deeply');
  if (text[at] === '{') return readObject(text, at, depth).end;
  if (text[at] === '[') return readList(text, at, ']', (item) => readValue(text, item, depth + 1));
  const end = skip(text[at] === '"' ? STRING : SCALAR, text, at);
  if (end === at) throw new Misread(at, 'it is no JSON value');
  return end;
}

function readObject(text: string, at: number, depth: number): JsonObject {
  const members: JsonMember[] = [];
  const end = readList(text, at, '}', (keyStart) => {
    const keyEnd = skip(STRING, text, keyStart);
    if (keyEnd === keyStart) throw new Misread(keyStart, 'a name in quotes is expected here');
    const colon = skip(SPACE, text, keyEnd);
    if (text[colon] !== ':') throw new Misread(colon, 'a colon is expected here');
    const valueStart = skip(SPACE, text, colon + 1);
    const valueEnd = readValue(text, valueStart, depth + 1);
    members.push({ name: JSON.parse(text.slice(keyStart, keyEnd)), keyStart, valueStart, valueEnd });
    return valueEnd;
  });
  return { members, inside: at + 1, end };
}

/** Reads items between brackets, separated by commas. Returns the offset after the closing bracket. */
function readList(text: string, open: number, close: string, readItem: (at: number) => number): number {
  let at = skip(SPACE, text, open + 1);
  if (text[at] === close) return at + 1;
  for (;;) {
    at = skip(SPACE, text, readItem(at));
    if (text[at] === close) return at + 1;
    if (text[at] !== ',') throw new Misread(at, `a comma or ${close} is expected here`);
    at = skip(SPACE, text, at + 1);
  }
}
