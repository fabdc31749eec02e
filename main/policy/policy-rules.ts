import type { PolicyName } from '../../bridge/values/policy.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { fitsPattern } from './name-pattern.ts';
import type { PolicyReading } from './policy-reading.ts';
import type { PolicyValues } from './policy-schema.ts';

/** A policy of the company forbids what was requested. */
export interface Prescribed {
  readonly kind: 'prescribed';
  readonly policy: PolicyName;
  /** What the policy says. Null: it says nothing, and this is forbidden because the policy cannot be used. */
  readonly value: PolicyValues[PolicyName] | null;
  /** What is refused, if it has a name. */
  readonly refused: string | null;
  /** Why the policy cannot be used, so that Keydesk forbids what it might forbid. Null: it can be used. */
  readonly trouble: string | null;
}

export type SignInMethod = PolicyValues['signInMethods'][number];
type HandoverWay = PolicyValues['handOver'][number];

/** The facts of an account that policies judge. They do not apply to the sample tenancy: no tenancy, region or way is forbidden there. */
export interface JudgedAccount {
  readonly tenancyOcid: string;
  readonly region: string;
  readonly method: SignInMethod;
  readonly sample: boolean;
}

interface SavedKeyFacts {
  readonly tenancyOcid: string | null;
  readonly region: string | null;
  readonly sample: boolean;
}

type Allowed = Outcome<null, Prescribed>;

const DAY = 86_400_000;
/** An expiry is the start of a day, and the clocks may change until then. */
const HOUR = 3_600_000;
/** Days that are proposed if an expiry is required and no longest lifetime is prescribed. */
const USUAL_DAYS = 90;

/** What the policies allow, as they are at each call. Every use case calls these checks itself: what the page hides is not protected. */
export function createPolicyRules(reading: () => PolicyReading) {
  const value = <Name extends PolicyName>(name: Name): PolicyValues[Name] | null =>
    reading().prescribed[name]?.value ?? null;
  const refuse = (policy: PolicyName, refused: string | null = null) =>
    failed<Prescribed>({ kind: 'prescribed', policy, value: value(policy), refused, trouble: reading().trouble });
  const among = <Name extends 'signInMethods' | 'tenancies' | 'regions' | 'handOver'>(name: Name, item: string) =>
    value(name)?.some((each) => each === item) ?? true;
  const unlessFalse = (name: 'writeSecretsToFiles' | 'saveOnThisComputer' | 'sampleTenancy'): Allowed =>
    value(name) === false ? refuse(name) : success(null);

  const checkRegion = (region: string): Allowed =>
    among('regions', region) ? success(null) : refuse('regions', region);
  const checkTenancy = (tenancyOcid: string): Allowed =>
    among('tenancies', tenancyOcid) ? success(null) : refuse('tenancies', tenancyOcid);
  /** Checked before long work that ends in signing in. */
  const checkMethod = (method: SignInMethod): Allowed =>
    among('signInMethods', method) ? success(null) : refuse('signInMethods', method);
  const checkSaving = () => unlessFalse('saveOnThisComputer');
  const checkSample = () => unlessFalse('sampleTenancy');
  const checkKeyName = (name: string): Allowed => {
    const pattern = value('namePattern');
    return pattern === null || fitsPattern(name, pattern) ? success(null) : refuse('namePattern', name);
  };

  /** Whether an existing account may be used. */
  const checkAccount = ({ tenancyOcid, region, method, sample }: JudgedAccount): Allowed => {
    if (sample) return checkSample();
    const where = firstRefusal(checkTenancy(tenancyOcid), checkRegion(region));
    // While a policy cannot be used, existing accounts may still look, deactivate and delete.
    return reading().trouble === null ? firstRefusal(where, checkMethod(method)) : where;
  };

  return {
    value,
    checkMethod,
    checkTenancy,
    checkRegion,
    checkAccount,
    /** Whether a person may sign in with this account. */
    checkSignIn: (account: JudgedAccount): Allowed =>
      account.sample ? checkSample() : firstRefusal(checkMethod(account.method), checkAccount(account)),
    checkSample,
    checkKeyName,
    /** `expiresOn`: ISO 8601; null: never. `now`: epoch milliseconds. */
    checkNewKey(
      { name, expiresOn }: { readonly name: string; readonly expiresOn: string | null },
      now: number,
    ): Allowed {
      if (reading().trouble !== null) return refuse('requireExpiry');
      const days = value('maxLifetimeDays');
      const left = expiresOn === null ? Number.POSITIVE_INFINITY : Date.parse(expiresOn) - now;
      if (days !== null && !(left <= days * DAY + HOUR)) return refuse('maxLifetimeDays');
      if (value('requireExpiry') === true && expiresOn === null) return refuse('requireExpiry');
      return checkKeyName(name);
    },
    /** The expiry of a key that is made without a dialog, ISO 8601: the latest that is allowed; null: no expiry is required. */
    proposedExpiry(now: number): string | null {
      const days = value('maxLifetimeDays') ?? (value('requireExpiry') === true ? USUAL_DAYS : null);
      return days === null ? null : new Date(now + days * DAY).toISOString();
    },
    checkWay: (way: HandoverWay): Allowed => (among('handOver', way) ? success(null) : refuse('handOver', way)),
    checkSecretInFile: () => unlessFalse('writeSecretsToFiles'),
    checkSaving,
    /** Whether a key that is saved on this computer may be given out. `tenancyOcid`, `region`: null where they are not known. */
    checkSavedKey({ tenancyOcid, region, sample }: SavedKeyFacts): Allowed {
      const kept = checkSaving();
      if (!kept.ok || sample) return kept;
      const tenancy = tenancyOcid === null ? kept : checkTenancy(tenancyOcid);
      return tenancy.ok && region !== null ? checkRegion(region) : tenancy;
    },
    /** Whether the person may set this value: any value if none is prescribed, otherwise only the prescribed one. */
    checkSetting: (name: PolicyName, wanted: unknown): Allowed =>
      value(name) === null || value(name) === wanted ? success(null) : refuse(name),
  };
}

const firstRefusal = (...all: readonly Allowed[]): Allowed => all.find(({ ok }) => !ok) ?? success(null);

export type PolicyRules = ReturnType<typeof createPolicyRules>;

/** The rules of one reading, for a command that ends before the next reading. */
export const rulesOf = (reading: PolicyReading): PolicyRules => createPolicyRules(() => reading);
