import { z } from 'zod';
import type { ValueOf } from './value-of.ts';

/** What a company may prescribe, in the order in which it is shown. `main/policy/policy-schema.ts` has the values of each. */
export const policyNames = [
  'signInMethods',
  'tenancies',
  'regions',
  'clipboardSeconds',
  'lockMinutes',
  'handOver',
  'writeSecretsToFiles',
  'saveOnThisComputer',
  'maxLifetimeDays',
  'requireExpiry',
  'namePattern',
  'overdueDays',
  'updates',
  'sampleTenancy',
] as const;
export type PolicyName = (typeof policyNames)[number];

const sentence = z.string().min(1).max(2000);

const policyEntrySchema = z.strictObject({
  name: z.enum(policyNames),
  title: z.string().max(80),
  /** Null: it is not prescribed. */
  value: z.union([z.boolean(), z.number(), z.string().max(100), z.array(z.string().max(255)).max(100)]).nullable(),
  /** Where the value comes from; null: it is not prescribed. */
  source: z.string().max(4096).nullable(),
  enforced: z.boolean(),
  /** What it means for the person. */
  effect: sentence,
});
export type PolicyEntry = ValueOf<typeof policyEntrySchema>;

/** Every policy, with what it does, whether it is prescribed or not. */
export const policyStateSchema = z.strictObject({
  policies: z.array(policyEntrySchema).length(policyNames.length),
  /** Why a policy cannot be used, and what Keydesk refuses for as long as that is so; null: nothing is wrong. */
  trouble: sentence.nullable(),
  /** Parts of a policy that Keydesk does not know or does not allow. */
  remarks: z.array(sentence).max(40),
});
export type PolicyState = ValueOf<typeof policyStateSchema>;
