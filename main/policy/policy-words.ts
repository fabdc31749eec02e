import type { PolicyName } from '../../bridge/values/policy.ts';
import type { Prescribed } from './policy-rules.ts';
import type { PolicyValues } from './policy-schema.ts';

const methods: Readonly<Record<PolicyValues['signInMethods'][number], string>> = {
  'file-key': 'with an API key of an OCI configuration file',
  'computer-key': 'with an API key of this computer',
  'browser-session': 'with the browser',
  'cli-session': 'with a session of the OCI CLI',
};
const ways: Readonly<Record<PolicyValues['handOver'][number], string>> = {
  'file-recipient': 'in a file for the public key of its recipient',
  'file-passphrase': 'in a file with a passphrase',
  'mail-recipient': 'in a mail for the public key of its recipient',
  'mail-passphrase': 'in a mail with a passphrase',
  print: 'on a printed sheet',
  spelled: 'spelled aloud',
};
const looks: Readonly<Record<PolicyValues['updates'], string>> = {
  off: 'not look for updates',
  notify: 'tell of updates, and fetch none',
  fetch: 'tell of updates and fetch them',
};

const either = (list: readonly string[]) => new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(list);
const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;

interface Words<Value> {
  /** What it means for the person. */
  readonly effect: (value: Value) => string;
  /** What holds where it is not prescribed. */
  readonly free: string;
  /** Why something was refused; `refused` is its name, or empty. */
  readonly refusal: (value: Value, refused: string) => string;
}

/** The sentences of each policy, without the full stop. */
export const policyWords: { readonly [Name in PolicyName]: Words<PolicyValues[Name]> } = {
  signInMethods: {
    effect: (list) =>
      list.length === 0 ? 'You cannot sign in' : `You can sign in ${either(list.map((each) => methods[each]))}`,
    free: 'You can sign in in every way',
    refusal: (list, method) => {
      const refused = methods[method as keyof typeof methods] ?? 'in this way';
      if (list.length === 0) return `Your company prescribes that nobody signs in ${refused}, or in another way`;
      return `Your company prescribes signing in ${either(list.map((each) => methods[each]))}, and not ${refused}`;
    },
  },
  tenancies: {
    effect: (list) => (list.length === 0 ? 'Keydesk works with no tenancy' : `Keydesk works with ${either(list)}`),
    free: 'Keydesk works with every tenancy',
    refusal: (_, tenancy) =>
      `Your company prescribes the tenancies that Keydesk works with, and ${tenancy} is not among them`,
  },
  regions: {
    effect: (list) => (list.length === 0 ? 'Keydesk works in no region' : `Keydesk works in ${either(list)}`),
    free: 'Keydesk works in every region',
    refusal: (list, region) =>
      `Your company prescribes the regions that Keydesk works in (${list.length === 0 ? 'none' : list.join(', ')}), and ${region} is not among them`,
  },
  clipboardSeconds: {
    effect: (seconds) => `A copied secret leaves the clipboard after ${count(seconds, 'second')}`,
    free: 'You choose when a copied secret leaves the clipboard',
    refusal: (seconds) =>
      `Your company prescribes that a copied secret leaves the clipboard after ${count(seconds, 'second')}`,
  },
  lockMinutes: {
    effect: (minutes) => `Keydesk locks itself after ${count(minutes, 'minute')} without input`,
    free: 'You choose when Keydesk locks itself',
    refusal: (minutes) =>
      `Your company prescribes that Keydesk locks itself after ${count(minutes, 'minute')} without input`,
  },
  handOver: {
    effect: (list) =>
      list.length === 0
        ? 'No secret key can be handed over'
        : `A secret key can be handed over ${either(list.map((each) => ways[each]))}`,
    free: 'A secret key can be handed over in every way',
    refusal: (list, way) => {
      const refused = ways[way as keyof typeof ways] ?? 'in this way';
      if (list.length === 0) return 'Your company prescribes that no secret key is handed over with Keydesk';
      return `Your company prescribes that a secret key is handed over ${either(list.map((each) => ways[each]))}, and not ${refused}`;
    },
  },
  writeSecretsToFiles: {
    effect: (may) =>
      may ? 'Secret keys can be written into the files of tools' : 'No secret key is written into the files of tools',
    free: 'Secret keys can be written into the files of tools',
    refusal: () => 'Your company prescribes that no secret key is written into the files of tools',
  },
  saveOnThisComputer: {
    effect: (may) =>
      may
        ? 'Keys can be kept on this computer'
        : 'No key is kept on this computer, and those that are kept are not given out',
    free: 'Keys can be kept on this computer',
    refusal: () =>
      'Your company prescribes that no key is kept on this computer, and that none that is kept is given out',
  },
  maxLifetimeDays: {
    effect: (days) => `A new key expires within ${count(days, 'day')}`,
    free: 'A new key can live for any time',
    refusal: (days) => `Your company prescribes that a new key expires within ${count(days, 'day')}`,
  },
  requireExpiry: {
    effect: (must) => (must ? 'A new key needs an expiry' : 'A new key needs no expiry'),
    free: 'A new key needs no expiry',
    refusal: () => 'Your company prescribes that a new key has an expiry',
  },
  namePattern: {
    effect: (pattern) => (pattern === '' ? 'No name of a key is allowed' : `The name of a key has the form ${pattern}`),
    free: 'A key can have any name',
    refusal: (pattern, name) =>
      pattern === ''
        ? 'Your company prescribes a form of names that Keydesk cannot use, so no name is allowed'
        : `Your company prescribes that the name of a key has the form ${pattern}, which ${name} has not`,
  },
  overdueDays: {
    effect: (days) => `A key is overdue after ${count(days, 'day')}`,
    free: 'You choose when a key is overdue',
    refusal: (days) => `Your company prescribes that a key is overdue after ${count(days, 'day')}`,
  },
  updates: {
    effect: (mode) => `Keydesk may ${looks[mode]}`,
    free: 'You choose how Keydesk looks for updates',
    refusal: (mode) => `Your company prescribes that Keydesk may ${looks[mode]}`,
  },
  sampleTenancy: {
    effect: (may) => (may ? 'The sample tenancy can be opened' : 'The sample tenancy cannot be opened'),
    free: 'The sample tenancy can be opened',
    refusal: () => 'Your company prescribes that the sample tenancy is not opened',
  },
};

/** What a policy that cannot be used means, as a sentence without its full stop. */
export const troubleText = (trouble: string): string =>
  `The policy of your company cannot be used (${trouble}), so Keydesk lets no secret out, signs nobody in and makes no key until it can`;

/** Why something was refused, as a sentence without its full stop. */
export function refusalText({ policy, value, refused, trouble }: Prescribed): string {
  if (trouble !== null) return `${troubleText(trouble)}. This is one of the things that it refuses`;
  const words: Words<never> = policyWords[policy];
  return words.refusal(value as never, refused ?? '');
}

/** What the person can do about it. */
export const POLICY_REMEDY =
  'Ask your administrator. Settings > Company policy and "keydesk policy" show what is prescribed, and where.';
