import { failed, type Outcome, success } from '../basics/outcome.ts';
import { reasonOf } from '../basics/reason-of.ts';
import { readJsonObject } from '../files/json-members.ts';
import type { PolicySource } from './policy-reading.ts';
import { readTrustedFile, type Trust } from './trusted-file.ts';

/** The policy file on Linux. */
export const POLICY_FILE = '/etc/keydesk/policy.json';

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** The policy of a JSON file; empty if there is no file. */
export async function readPolicyFile(file: string, trust: Trust): Promise<readonly PolicySource[]> {
  const read = await readTrustedFile(file, trust);
  if (!read.ok) return [{ source: file, refused: read.problem }];
  if (read.value === null) return [];
  const values = parsePolicy(read.value);
  return [values.ok ? { source: file, values: values.value } : { source: file, refused: values.problem }];
}

/**
 * The members of a JSON object in UTF-8. A file with the same member twice is refused, since programs differ in which of the two they take.
 */
export function parsePolicy(content: Buffer): Outcome<ReadonlyMap<string, unknown>, string> {
  const bytes = content.subarray(content.indexOf(BYTE_ORDER_MARK) === 0 ? BYTE_ORDER_MARK.length : 0);
  const read = readJsonObject(bytes.toString('latin1'), 0, false);
  if (!read.ok) return failed(`line ${read.problem.line}: ${read.problem.reason}`);
  const names = read.value.members.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) return failed('a name stands in it twice');
  try {
    const parsed: object = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return success(new Map(Object.entries(parsed)));
  } catch (error) {
    return failed(`it is no JSON in UTF-8 (${reasonOf(error)})`);
  }
}
