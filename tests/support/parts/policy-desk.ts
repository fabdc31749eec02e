import { createPolicy, type Policy } from '../../../main/policy/policy.ts';
import { noPolicy, type PolicyReading } from '../../../main/policy/policy-reading.ts';
import type { PolicyValues } from '../../../main/policy/policy-schema.ts';
import { takePolicy } from '../../../main/policy/take-policy.ts';

const source = '/etc/keydesk/policy.json';

const readingOf = (values: Partial<PolicyValues>): PolicyReading => ({
  ...noPolicy,
  prescribed: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, source }])),
});

/** A company's policy with these values, which a test can change while Keydesk runs. */
export function setUpPolicy(values: Partial<PolicyValues> = {}) {
  let reading = readingOf(values);
  const policy: Policy = createPolicy(reading, async () => reading);
  return {
    ...policy,
    prescribe(next: Partial<PolicyValues>): Promise<void> {
      reading = readingOf(next);
      return policy.refresh();
    },
    /** From now on Keydesk refuses the policy file. */
    breakFile(): Promise<void> {
      reading = takePolicy([{ source, refused: 'it is a link' }]);
      return policy.refresh();
    },
  };
}
