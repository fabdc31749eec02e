import { type PolicyEntry, type PolicyName, type PolicyState, policyNames } from '../../bridge/values/policy.ts';
import type { PolicyReading } from '../policy/policy-reading.ts';
import { policySchema } from '../policy/policy-schema.ts';
import { policyWords, troubleText } from '../policy/policy-words.ts';

/** Every policy as the page shows it. */
export const policyState = (reading: PolicyReading): PolicyState => ({
  policies: policyNames.map((name) => entryOf(reading, name)),
  trouble: reading.trouble === null ? null : `${troubleText(reading.trouble)}.`,
  remarks: reading.remarks,
});

function entryOf({ prescribed }: PolicyReading, name: PolicyName): PolicyEntry {
  const title = policySchema.shape[name].meta()?.title ?? name;
  const { effect, free } = policyWords[name];
  const found = prescribed[name];
  if (found === undefined) {
    return { name, title, value: null, source: null, enforced: false, effect: `Not prescribed. ${free}.` };
  }
  const { value, source } = found;
  return { name, title, value, source, enforced: true, effect: `${effect(value as never)}.` };
}
