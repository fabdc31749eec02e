import { z } from 'zod';
import type { PolicyName } from '../../bridge/values/policy.ts';
import { MOST_PATTERN } from './name-pattern.ts';

const days = z.number().int().min(1).max(3650);
/** More would fit neither the page nor a registry editor. */
const MOST_LISTED = 100;

/**
 * The one schema of all that a company may prescribe. The checks, the table in `docs/administrators.md` and the files in
 * `packaging/policy` are made from it. `examples` is in those files.
 */
export const policySchema = z.object({
  signInMethods: z
    .array(z.enum(['file-key', 'computer-key', 'browser-session', 'cli-session']))
    .max(4)
    .meta({
      title: 'Ways to sign in',
      description:
        'How people may sign in: with an API key of an OCI configuration file, with an API key that Keydesk makes for this computer, with the browser, or with a session of the OCI CLI. Accounts that were signed in in another way can no longer be used.',
      examples: [['browser-session', 'cli-session']],
    }),
  tenancies: z
    .array(z.string().regex(/^ocid1\.tenancy\.[a-z0-9.-]{1,200}$/))
    .max(MOST_LISTED)
    .meta({
      title: 'Tenancies',
      description:
        'The OCIDs of the tenancies that Keydesk works with. Accounts of other tenancies, and keys of such accounts that are saved on this computer, can no longer be used.',
      examples: [['ocid1.tenancy.oc1..aaaaaaaaexample']],
    }),
  regions: z
    .array(z.string().regex(/^[a-z0-9-]{1,60}$/))
    .max(MOST_LISTED)
    .meta({
      title: 'Regions',
      description:
        'The regions that accounts sign in to and that keys are used in. Accounts of other regions can no longer be used, and saved keys of other regions are not given out.',
      examples: [['eu-frankfurt-1', 'eu-amsterdam-1']],
    }),
  clipboardSeconds: z.literal([10, 30, 60, 120]).meta({
    title: 'Clear the clipboard',
    description: 'Seconds after which a copied secret leaves the clipboard.',
    examples: [30],
  }),
  lockMinutes: z.literal([5, 15, 60]).meta({
    title: 'Lock when idle',
    description: 'Minutes without input after which Keydesk locks itself.',
    examples: [15],
  }),
  handOver: z
    .array(z.enum(['file-recipient', 'file-passphrase', 'mail-recipient', 'mail-passphrase', 'print', 'spelled']))
    .max(6)
    .meta({
      title: 'Handing over',
      description:
        'How a secret key may be handed over: in an encrypted file or a mail draft, for the public key of its recipient or with a passphrase; on a printed sheet; spelled on the telephone. An empty list forbids handing over.',
      examples: [['file-recipient', 'mail-recipient']],
    }),
  writeSecretsToFiles: z.boolean().meta({
    title: 'Secrets in the files of tools',
    description:
      'False: no secret key is written into the files of tools, or saved as a file for one. Profiles that hold no secret remain.',
    examples: [false],
  }),
  saveOnThisComputer: z.boolean().meta({
    title: 'Keeping keys on this computer',
    description:
      'False: no secret key is kept on this computer, and those that are kept are not given out, not by `keydesk exec` and `keydesk credentials` either. They stay listed and can be removed.',
    examples: [true],
  }),
  maxLifetimeDays: days.meta({
    title: 'Longest lifetime',
    description:
      'The most days until a new key expires. A key without an expiry is refused as well, so no key can be made in a tenancy without identity domains.',
    examples: [90],
  }),
  requireExpiry: z.boolean().meta({
    title: 'Expiry',
    description: 'True: a new key needs an expiry, so no key can be made in a tenancy without identity domains.',
    examples: [true],
  }),
  namePattern: z
    .string()
    .min(1)
    .max(MOST_PATTERN)
    .meta({
      title: 'Names of keys',
      description:
        'The form of the name of a new or renamed key: `*` stands for any characters or none, `?` for one character, everything else for itself. Capitals count, and the whole name must fit.',
      examples: ['svc-*-20??'],
    }),
  overdueDays: days.meta({
    title: 'Overdue',
    description: 'Days after which a key is overdue, also for `keydesk report`.',
    examples: [90],
  }),
  updates: z.enum(['off', 'notify', 'fetch']).meta({
    title: 'Updates',
    description: 'Whether Keydesk looks for updates: not at all, to tell of one, or to fetch one as well.',
    examples: ['off'],
  }),
  sampleTenancy: z.boolean().meta({
    title: 'Sample tenancy',
    description: 'False: the sample tenancy cannot be opened.',
    examples: [true],
  }),
}) satisfies z.ZodObject<Record<PolicyName, z.ZodType>>;

type Values = z.infer<typeof policySchema>;
type ReadOnly<T> = T extends readonly (infer Item)[] ? readonly Item[] : T;
/** What each policy may say. */
export type PolicyValues = { readonly [Name in PolicyName]: ReadOnly<Values[Name]> };

/** For a policy whose value is not allowed: the strictest value, which holds instead. Null: the person's own choice holds. */
export const strictValues: { readonly [Name in PolicyName]: PolicyValues[Name] | null } = {
  signInMethods: [],
  tenancies: [],
  regions: [],
  clipboardSeconds: 10,
  lockMinutes: 5,
  handOver: [],
  writeSecretsToFiles: false,
  saveOnThisComputer: false,
  maxLifetimeDays: 1,
  requireExpiry: true,
  // No name fits it.
  namePattern: '',
  overdueDays: null,
  updates: 'off',
  sampleTenancy: false,
};

/**
 * What applies while a policy exists but cannot be used at all: every way out for a secret that a policy could forbid is forbidden. New
 * keys and new sign-ins are refused as well (`policy-rules.ts`). Tenancies and regions stay allowed, so that existing accounts can look,
 * deactivate and delete, which an emergency needs.
 */
export const safeSide: Partial<PolicyValues> = {
  signInMethods: [],
  clipboardSeconds: 10,
  lockMinutes: 5,
  handOver: [],
  writeSecretsToFiles: false,
  saveOnThisComputer: false,
  requireExpiry: true,
  updates: 'off',
  sampleTenancy: false,
};
