import { createPolicy, type Policy } from '../../../main/policy/policy.ts';
import { noPolicy, type PolicyReading } from '../../../main/policy/policy-reading.ts';
import type { PolicyValues } from '../../../main/policy/policy-schema.ts';

const source = '/etc/keydesk/policy.json';

const readingOf = (values: Partial<PolicyValues>): PolicyReading => ({
  ...noPolicy,
  prescribed: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, source }])),
});

/** A company's policy in force, which `prescribe` replaces while Keydesk runs. */
export function setUpPolicy(values: Partial<PolicyValues> = {}): Policy & {
  readonly prescribe: (next: Partial<PolicyValues>) => Promise<void>;
} {
  let reading = readingOf(values);
  const policy = createPolicy({ first: reading, read: async () => reading });
  return {
    ...policy,
    prescribe(next) {
      reading = readingOf(next);
      return policy.refresh();
    },
  };
}
