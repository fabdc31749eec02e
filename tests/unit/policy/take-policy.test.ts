import { describe, expect, it } from 'vitest';
import { type PolicyName, policyNames } from '../../../bridge/values/policy.ts';
import { policySchema, safeSide, strictValues } from '../../../main/policy/policy-schema.ts';
import { takePolicy } from '../../../main/policy/take-policy.ts';

const of = (values: object, source = 'ours') => ({ source, values: new Map(Object.entries(values)) });
const valuesOf = ({ prescribed }: ReturnType<typeof takePolicy>) =>
  Object.fromEntries(Object.entries(prescribed).map(([name, { value }]) => [name, value]));

const wrong: Readonly<Record<PolicyName, readonly unknown[]>> = {
  signInMethods: ['file-key', ['carrier-pigeon'], [1], {}, null, true],
  tenancies: ['ocid1.tenancy.oc1..a', ['ocid1.user.oc1..a'], [null], { length: 1 }],
  regions: ['eu-frankfurt-1', ['EU Frankfurt'], 7],
  clipboardSeconds: ['10', 11, -1, 10.5, null, []],
  lockMinutes: [0, '5', 7, true],
  handOver: ['print', ['pigeon'], null, { 0: 'print' }],
  writeSecretsToFiles: ['false', 0, null, []],
  saveOnThisComputer: ['no', 1, {}],
  maxLifetimeDays: [0, -1, 1.5, '90', 1e9, null],
  requireExpiry: ['true', 1],
  namePattern: ['', 7, ['svc-*'], 'x'.repeat(101), null],
  overdueDays: [0, '90', {}],
  updates: ['always', false, { length: { valueOf: 1, toString: 1 } }],
  sampleTenancy: ['false', 0],
};

describe('a policy', () => {
  it('knows the fourteen names, and an example of each is allowed', () => {
    expect(Object.keys(policySchema.shape)).toEqual([...policyNames]);
    for (const name of policyNames) {
      const [example] = (policySchema.shape[name].meta()?.['examples'] ?? []) as unknown[];
      expect(valuesOf(takePolicy([of({ [name]: example })]))).toEqual({ [name]: example });
    }
  });

  it.each(policyNames)('whose %s is not allowed puts the strictest value in its place, and says so', (name) => {
    for (const value of wrong[name]) {
      const taken = takePolicy([of({ [name]: value, requireExpiry: name === 'requireExpiry' ? value : true })]);
      const strict = strictValues[name];
      expect(valuesOf(taken)).toEqual({ requireExpiry: true, ...(strict === null ? {} : { [name]: strict }) });
      expect(taken.trouble).toBeNull();
      expect(taken.remarks).toEqual(
        expect.arrayContaining([expect.stringContaining(`ours prescribes a value of ${name} that is not allowed.`)]),
      );
    }
  });

  it('of the computer wins over the person’s', () => {
    const taken = takePolicy([of({ lockMinutes: 5 }, 'computer'), of({ lockMinutes: 60, overdueDays: 30 }, 'person')]);
    expect(taken.prescribed).toEqual({
      lockMinutes: { value: 5, source: 'computer' },
      overdueDays: { value: 30, source: 'person' },
    });
    const strict = takePolicy([of({ lockMinutes: 'soon' }, 'computer'), of({ lockMinutes: 60 }, 'person')]);
    expect(strict.prescribed.lockMinutes).toEqual({ value: 5, source: 'computer' });
  });

  it('that is refused takes the safe side, whatever else is allowed', () => {
    const taken = takePolicy([
      { source: 'theirs', refused: 'it is a link' },
      of({ handOver: ['print'], regions: ['eu-x'] }),
    ]);
    expect(taken.trouble).toBe('theirs: it is a link');
    expect(valuesOf(taken)).toEqual({ ...safeSide, regions: ['eu-x'] });
    expect(taken.prescribed.handOver?.source).toBe('theirs');
  });

  it.each([2, 0, '1', null, 99])('of the form %j is of the future, and refused as a whole', (version) => {
    const taken = takePolicy([of({ version, handOver: ['print'] })]);
    expect(taken.trouble).toBe('ours: it is of another form than version 1, which this Keydesk knows');
    expect(taken.prescribed.handOver?.value).toEqual([]);
  });

  it('may say that it is of version 1', () => {
    expect(takePolicy([of({ version: 1, lockMinutes: 5 })])).toMatchObject({ trouble: null, remarks: [] });
  });

  it('tells of forty oddities at the most, and of none at length', () => {
    const odd = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`${'x'.repeat(5000)}${at}`, 1]));
    const { remarks } = takePolicy([of(odd)]);
    expect(remarks).toHaveLength(40);
    expect(remarks.every((remark) => remark.length < 200)).toBe(true);
  });
});
