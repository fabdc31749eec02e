import { config, type z } from 'zod';
import type { PolicyName } from '../../bridge/values/policy.ts';
import { judge } from '../basics/judge.ts';
import { printable } from '../basics/printable.ts';
import type { PolicyReading, PolicySource } from './policy-reading.ts';
import { policySchema, safeSide, strictValues } from './policy-schema.ts';

// Security line 38: see `keydesk.ts`. The command line loads this file without `keydesk.ts`.
config({ jitless: true });

/** The form of a policy. A higher number is for a later Keydesk: this Keydesk cannot know what such a policy forbids. */
const VERSION = 1;
/** The most remarks that the page takes. */
const MOST_REMARKS = 40;
const LONGEST_NAME = 60;

const isPolicy = (name: string): name is PolicyName => Object.hasOwn(policySchema.shape, name);
const shown = (name: string) => printable(name.slice(0, LONGEST_NAME));

/**
 * Combines what the sources say: if two prescribe the same policy, the first wins. A value that is not allowed becomes the strictest one.
 * An unknown name becomes a remark and is ignored, since a file may be for several versions of Keydesk. If a source is refused, or its form
 * is newer, `safeSide` applies.
 */
export function takePolicy(sources: readonly PolicySource[]): PolicyReading {
  const prescribed = new Map<PolicyName, { readonly value: unknown; readonly source: string }>();
  const remarks: string[] = [];
  const refusals: string[] = [];
  const prescribe = (name: PolicyName, value: unknown, source: string) =>
    prescribed.has(name) || prescribed.set(name, { value, source });

  for (const each of sources) {
    const refused = whyRefused(each);
    if (refused !== null) refusals.push(`${each.source}: ${refused}`);
    if (!('values' in each) || refused !== null) continue;
    for (const [name, value] of each.values) {
      if (name === 'version') continue;
      if (!isPolicy(name)) {
        remarks.push(`${each.source} prescribes ${shown(name)}, which this Keydesk does not know. It has no effect.`);
        continue;
      }
      const schema: z.ZodType = policySchema.shape[name];
      const judged = judge(schema, value);
      if (judged.success) {
        prescribe(name, judged.data, each.source);
        continue;
      }
      const strict = strictValues[name];
      const consequence = strict === null ? 'It has no effect' : 'Until it is mended, the strictest value holds';
      remarks.push(`${each.source} prescribes a value of ${name} that is not allowed. ${consequence}.`);
      if (strict !== null) prescribe(name, strict, each.source);
    }
  }
  if (refusals.length > 0) {
    const source = sources.find((each) => whyRefused(each) !== null)?.source ?? '';
    for (const [name, value] of Object.entries(safeSide)) prescribed.set(name as PolicyName, { value, source });
  }
  return {
    prescribed: Object.fromEntries(prescribed) as PolicyReading['prescribed'],
    trouble: refusals.length === 0 ? null : refusals.join('; '),
    remarks: remarks.slice(0, MOST_REMARKS),
  };
}

function whyRefused(source: PolicySource): string | null {
  if ('refused' in source) return source.refused;
  if (!source.values.has('version') || source.values.get('version') === VERSION) return null;
  return `it is of another form than version ${VERSION}, which this Keydesk knows`;
}
