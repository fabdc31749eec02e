import { failed, type Outcome, success } from '../basics/outcome.ts';
import { type JsonMember, type JsonObject, lineAt, readJsonObject } from '../files/json-members.ts';
import type { Malformed } from './ini-lines.ts';
import type { Merged } from './ini-merge.ts';

/** What becomes of the file, with its bytes in one piece: the old ones where nothing changes. */
type MergedWhole = Pick<Merged, 'change' | 'replaced'> & { readonly bytes: Buffer };

/** An alias as `mc` keeps it: plain texts. */
export type McAlias = Readonly<Record<string, string>>;

const BYTE_ORDER_MARK = '\xEF\xBB\xBF';
/** The version of the file since 2020. Older files have `hosts` in place of `aliases`; mc converts them when it runs. */
const VERSION = '10';

/**
 * Puts one alias into the configuration of the MinIO client and leaves every other byte as it is. An alias of that name is replaced where
 * it stands. Null: there is no file.
 */
export function mergeMcAlias(bytes: Buffer | null, name: string, alias: McAlias): Outcome<MergedWhole, Malformed> {
  const text = bytes?.toString('latin1') ?? '';
  const start = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
  if (bytes === null || text.slice(start).trim() === '') {
    const whole = `${JSON.stringify({ version: VERSION, aliases: { [name]: alias } }, null, '\t')}\n`;
    return success({ bytes: Buffer.from(whole), change: bytes ? 'added' : 'new-file', replaced: null });
  }
  const root = readJsonObject(text, start, false);
  if (!root.ok) return root;
  const version = only(text, root.value, 'version');
  if (!version.ok) return version;
  if (version.value && text.slice(version.value.valueStart, version.value.valueEnd) !== `"${VERSION}"`) {
    return failed({
      line: lineAt(text, version.value.valueStart),
      reason: `it is not version ${VERSION} of the file; “mc alias list” brings an older one up to date`,
    });
  }
  const layout = layoutOf(text, root.value);
  const aliases = only(text, root.value, 'aliases');
  if (!aliases.ok) return aliases;
  const put = (object: JsonObject, depth: number, key: string, value: unknown) =>
    success({
      bytes: Buffer.from(insert(text, object, layout, depth, key, value), 'latin1'),
      change: 'added',
      replaced: null,
    } as const);
  if (!aliases.value) return put(root.value, 1, 'aliases', { [name]: alias });

  const inside = readJsonObject(text, aliases.value.valueStart, true);
  if (!inside.ok) return inside;
  const old = only(text, inside.value, name);
  if (!old.ok) return old;
  if (!old.value) return put(inside.value, 2, name, alias);
  const { valueStart, valueEnd } = old.value;
  const was: unknown = JSON.parse(Buffer.from(text.slice(valueStart, valueEnd), 'latin1').toString('utf8'));
  if (isSame(was, alias)) return success({ bytes, change: 'same', replaced: null });
  const whole = text.slice(0, valueStart) + write(alias, layout, 2) + text.slice(valueEnd);
  return success({
    bytes: Buffer.from(whole, 'latin1'),
    change: 'replaced',
    replaced: `${JSON.stringify(name)}: ${JSON.stringify(was, null, '\t')}\n`,
  });
}

/** The member of that name. If there are two, programs differ in which one they read, so the person must remove one. */
function only(text: string, { members }: JsonObject, name: string): Outcome<JsonMember | null, Malformed> {
  const [first = null, second] = members.filter((member) => member.name === name);
  if (second) return failed({ line: lineAt(text, second.keyStart), reason: 'the same name stands here a second time' });
  return success(first);
}

/** The layout of the file: its line end and one step of indentation; none if the file is one line. */
interface Layout {
  readonly lineEnd: string;
  readonly step: string;
}

function layoutOf(text: string, root: JsonObject): Layout {
  const first = root.members[0];
  if (!first) return { lineEnd: '\n', step: '\t' };
  const gap = text.slice(root.inside, first.keyStart);
  if (!gap.includes('\n')) return { lineEnd: '', step: '' };
  return { lineEnd: gap.includes('\r\n') ? '\r\n' : '\n', step: gap.slice(gap.lastIndexOf('\n') + 1) || '\t' };
}

/** The text of a value, indented by `depth` steps; as Latin-1, like the text that it goes into. */
function write(value: unknown, { lineEnd, step }: Layout, depth: number): string {
  const lines = JSON.stringify(value, null, step).split('\n');
  return Buffer.from(lines.join(`${lineEnd}${step.repeat(depth)}`)).toString('latin1');
}

function insert(text: string, object: JsonObject, layout: Layout, depth: number, key: string, value: unknown): string {
  const { lineEnd, step } = layout;
  const lastEnd = object.members.at(-1)?.valueEnd;
  const line = lineEnd + step.repeat(depth);
  const member = `${line}${JSON.stringify(key)}:${lineEnd && ' '}${write(value, layout, depth)}`;
  if (lastEnd !== undefined) return `${text.slice(0, lastEnd)},${member}${text.slice(lastEnd)}`;
  return `${text.slice(0, object.inside)}${member}${lineEnd}${step.repeat(depth - 1)}${text.slice(object.end - 1)}`;
}

function isSame(was: unknown, alias: McAlias): boolean {
  if (typeof was !== 'object' || was === null || Array.isArray(was)) return false;
  const entries = Object.entries(was);
  return entries.length === Object.keys(alias).length && entries.every(([key, value]) => alias[key] === value);
}
