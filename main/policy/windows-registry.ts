import { join } from 'node:path';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { PolicySource } from './policy-reading.ts';
import type { RunTool } from './run-tool.ts';

/** The computer's policy first: it wins over the person's. */
const HIVES = ['HKEY_LOCAL_MACHINE', 'HKEY_CURRENT_USER'] as const;
const POLICIES = 'Software\\Policies';
const NAME = 'Keydesk';

const KEY = /^HKEY_[A-Z_]+\\.+$/;
/** `reg.exe` puts four spaces before the name, the type and the value. */
const VALUE = /^ {4}(\S.*?) {4}(REG_[A-Z_]+)(?: {4}(.*))?$/;

/**
 * The policies of the registry, read with the system's `reg.exe`. First the key above ours is listed, to see if ours
 * exists: for a missing key `reg.exe` only fails, with a message in the language of the system.
 */
export async function readRegistry(run: RunTool, systemRoot: string): Promise<readonly PolicySource[]> {
  const program = join(systemRoot, 'System32', 'reg.exe');
  const query = (...args: string[]) => run(program, ['query', ...args, '/reg:64']);
  const found = await Promise.all(
    HIVES.map(async (hive): Promise<readonly PolicySource[]> => {
      const source = `${hive}\\${POLICIES}\\${NAME}`;
      const refused = (reason: string) => [{ source, refused: `the registry cannot be read (${reason})` }];
      const above = await query(`${hive}\\${POLICIES}`);
      // Every Windows has this key for the computer. A person may lack it, so a failure there counts as no policy.
      if (!above.ok) return hive === 'HKEY_CURRENT_USER' ? [] : refused(above.problem);
      const isThere = above.value.split(/\r?\n/).some((line) => line.toLowerCase() === source.toLowerCase());
      if (!isThere) return [];
      const listed = await query(source, '/s');
      if (!listed.ok) return refused(listed.problem);
      const values = parseRegistry(listed.value, source);
      return [values.ok ? { source, values: values.value } : { source, refused: values.problem }];
    }),
  );
  return found.flat();
}

/**
 * What `reg.exe query KEY /s` prints: the values of the key, and a list for each key below it, as the `list` element of an ADMX file writes
 * them. A number of 0 or 1 may be a truth value: that depends on its policy.
 */
export function parseRegistry(output: string, root: string): Outcome<ReadonlyMap<string, unknown>, string> {
  const values = new Map<string, unknown>();
  let list: string[] | null = null;
  for (const line of output.split(/\r?\n/)) {
    if (line.trim() === '') continue;
    if (KEY.test(line)) {
      const below = line.slice(root.length + 1);
      if (!line.toLowerCase().startsWith(root.toLowerCase()) || below.includes('\\'))
        return failed('it has keys of another form');
      list = below === '' ? null : [];
      if (list !== null) values.set(below, list);
      continue;
    }
    const [, name = '', type = '', text = ''] = VALUE.exec(line) ?? [];
    if (name === '') return failed('it has lines of another form');
    if (list !== null) list.push(text);
    else values.set(name, valueIn(name, type, text));
  }
  return success(values);
}

const TRUTHS = new Set(['writeSecretsToFiles', 'saveOnThisComputer', 'requireExpiry', 'sampleTenancy']);

function valueIn(name: string, type: string, text: string): unknown {
  if (type === 'REG_SZ') return text;
  if (type === 'REG_MULTI_SZ') return text.split('\\0').filter((item) => item !== '');
  if (type !== 'REG_DWORD') return null;
  const number = Number(text);
  return TRUTHS.has(name) && (number === 0 || number === 1) ? number === 1 : number;
}
