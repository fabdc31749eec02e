import type { PolicyName } from '../../bridge/values/policy.ts';
import type { PolicyValues } from './policy-schema.ts';

/** What all policies of a company say together. */
export interface PolicyReading {
  readonly prescribed: {
    readonly [Name in PolicyName]?: { readonly value: PolicyValues[Name]; readonly source: string };
  };
  /** Why a policy cannot be used; null: nothing is wrong. If it is not null, `safeSide` applies. */
  readonly trouble: string | null;
  /** Sentences about names that Keydesk does not know, and about values that are not allowed. */
  readonly remarks: readonly string[];
}

export const noPolicy: PolicyReading = { prescribed: {}, trouble: null, remarks: [] };

/** A place where a policy was found: what it says, or why it is refused, as the end of a sentence. */
export type PolicySource =
  | { readonly source: string; readonly values: ReadonlyMap<string, unknown> }
  | { readonly source: string; readonly refused: string };
