import type { Identifiers } from '../identifiers.ts';
import { createRandom } from '../random.ts';
import { knownPeople } from './known-people.ts';
import { makeUpPeople, makeUpRobots } from './made-up-people.ts';
import type { Person, User } from './person.ts';
import { createPopulation, type Population } from './population.ts';

export interface Compartment {
  readonly ocid: string;
  readonly parentOcid: string;
  readonly name: string;
  readonly description: string;
  readonly created: number;
}

export interface Domain {
  readonly ocid: string;
  /** The path at the end of its URL: `/idcs-<32 hexadecimal characters>`. */
  readonly path: string;
  readonly name: string;
  readonly description: string;
  readonly compartmentOcid: string;
  readonly isDefault: boolean;
  readonly state: 'ACTIVE' | 'INACTIVE';
  /** Oracle's name for the kind of domain. It decides how often the domain may be called: `rate-limits.ts`. */
  readonly licenseType: 'free' | 'premium' | 'external-user';
  readonly created: number;
  readonly population: Population;
}

/** Everything that never changes while the simulator runs. Only keys change, and they are not in here. */
export interface Tenancy {
  readonly ocid: string;
  readonly name: string;
  readonly namespace: string;
  readonly homeRegion: { readonly key: string; readonly name: string };
  readonly otherRegions: readonly { readonly key: string; readonly name: string }[];
  readonly compartments: readonly Compartment[];
  readonly domains: readonly Domain[];
  readonly defaultDomain: Domain;
  /** Ada Byron, who may do everything. */
  readonly administrator: User;
  /** Charles Babbage, who may see and change only himself and his keys. */
  readonly ordinaryUser: User;
  /** The compartments that the ordinary user may see. He sees no domain in them. */
  readonly visibleToOrdinaryUser: ReadonlySet<string>;
}

const day = 86_400_000;

/**
 * The tenancy "acme" with `users` people in its Default domain, the same for the same seed. All dates are before `startedAt`. With
 * `spread`, half of the people are in the Default domain, and the other half in the other two active domains.
 */
export function createTenancy(options: {
  identifiers: Identifiers;
  seed: string;
  users: number;
  spread?: boolean;
  startedAt: number;
}): Tenancy {
  const { identifiers, seed, spread = false, startedAt } = options;
  const contractors = spread ? Math.floor(options.users * 0.3) : 64;
  const robots = spread ? Math.floor(options.users * 0.2) : 24;
  const users = spread ? options.users - contractors - robots : options.users;
  const ocid = identifiers.ocid('tenancy', 'tenancy', 0);

  const compartments: Compartment[] = [];
  const compartment = (name: string, parentOcid: string, description: string): Compartment => {
    const newCompartment = {
      ocid: identifiers.ocid('compartment', 'compartment', compartments.length),
      parentOcid,
      name,
      description,
      created: startedAt - (1200 - 30 * compartments.length) * day,
    };
    compartments.push(newCompartment);
    return newCompartment;
  };
  const engineering = compartment('Engineering', ocid, 'Everything that is built');
  const automation = compartment('Automation', engineering.ocid, 'Machines and their identities');
  compartment('Data platform', engineering.ocid, 'Lakes, pipelines, buckets');
  const finance = compartment('Finance', ocid, 'Books and audits');
  const archive = compartment('Archive', finance.ocid, 'Kept for seven years');
  const partners = compartment('Partners', ocid, 'People of other companies');

  const domains: Domain[] = [];
  const domain = (
    name: string,
    description: string,
    compartmentOcid: string,
    people: readonly Person[],
    licenseType: Domain['licenseType'],
    state: Domain['state'] = 'ACTIVE',
  ): Domain => {
    const domainOcid = identifiers.ocid('domain', 'domain', domains.length);
    const newDomain = {
      ocid: domainOcid,
      path: `/idcs-${identifiers.hexId('domain path', domains.length)}`,
      name,
      description,
      compartmentOcid,
      isDefault: domains.length === 0,
      state,
      licenseType,
      created: startedAt - (1150 - 40 * domains.length) * day,
      population: createPopulation({ identifiers, domainNumber: domains.length, domainOcid, people }),
    };
    domains.push(newDomain);
    return newDomain;
  };
  const known = knownPeople(users, startedAt);
  const madeUp = (count: number, firstNumber: number, mailDomain: string) =>
    makeUpPeople({ seed, count, firstNumber, startedAt, mailDomain });
  const everybody = [...known, ...madeUp(users - known.length, known.length, 'acme.example')];
  const defaultDomain = domain('Default', 'The people of acme', ocid, everybody, 'premium');
  domain(
    'Contractors',
    'People who come and go',
    partners.ocid,
    madeUp(contractors, 0, 'partners.acme.example'),
    'external-user',
  );
  domain('Robots', 'Service users only', automation.ocid, makeUpRobots({ count: robots, startedAt }), 'free');
  domain('Archive 2019', 'Switched off, kept', archive.ocid, madeUp(6, 0, 'old.acme.example'), 'free', 'INACTIVE');

  const user = (number: number): User => {
    const person = known[number];
    if (!person) throw new Error(`A tenancy needs more than ${number} users.`);
    return defaultDomain.population.userOf(person);
  };
  return {
    ocid,
    name: 'acme',
    namespace: `ax${createRandom(`${seed}/namespace`).next().toString(36)}`,
    homeRegion: { key: 'FRA', name: 'eu-frankfurt-1' },
    otherRegions: [{ key: 'IAD', name: 'us-ashburn-1' }],
    compartments,
    domains,
    defaultDomain,
    administrator: user(0),
    ordinaryUser: user(1),
    visibleToOrdinaryUser: new Set([engineering.ocid, partners.ocid]),
  };
}
