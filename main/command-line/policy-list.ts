import type { PolicyName } from '../../bridge/values/policy.ts';
import { printable, printableJson } from '../basics/printable.ts';
import type { PolicyReading } from '../policy/policy-reading.ts';
import { policyWords, troubleText } from '../policy/policy-words.ts';
import { textTable } from './text-table.ts';

/** In the order in which they are listed. */
const names = Object.keys(policyWords) as PolicyName[];

/** Every policy for other programs, in the form that `docs/administrators.md` promises. */
export function policyJson({ prescribed }: PolicyReading): string {
  const policies = names.map((name) => {
    const { value = null, source = null } = prescribed[name] ?? {};
    return { name, value, source, enforced: value !== null };
  });
  return `${printableJson(JSON.stringify(policies, null, 2))}\n`;
}

/** For people: what is prescribed, in words. Empty if nothing is. */
export function policyTable({ prescribed }: PolicyReading): string {
  const rows = names.flatMap((name) => {
    const found = prescribed[name];
    return found === undefined ? [] : [[name, printable(effectOf(name, found.value)), printable(found.source)]];
  });
  return rows.length === 0 ? 'Nothing is prescribed.\n' : textTable(['POLICY', 'EFFECT', 'SOURCE'], rows);
}

const effectOf = (name: PolicyName, value: unknown) => policyWords[name].effect(value as never);

/** Sentences about the parts of the policies that cannot be used; each ends with a full stop. */
export const policyNotes = ({ trouble, remarks }: PolicyReading): readonly string[] =>
  trouble === null ? remarks : [`${troubleText(trouble)}.`, ...remarks];
