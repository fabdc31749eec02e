import { isKnownPerson } from '../directory/known-people.ts';
import type { User } from '../directory/person.ts';
import type { Domain } from '../directory/tenancy.ts';
import { toHex } from '../identifiers.ts';
import { createRandom, type Random } from '../random.ts';
import type { KeyDraft } from './secret-key.ts';

const day = 86_400_000;

export interface SeededKey {
  readonly owner: User;
  readonly draft: KeyDraft;
  readonly created: number;
  readonly accessKey: string;
  readonly secretKey: string;
}

interface Known {
  readonly userName: string;
  readonly name: string;
  readonly description?: string;
  readonly daysOld: number;
  /** Days from the start to the expiry; negative: expired. */
  readonly expiresIn?: number;
  readonly inactive?: boolean;
  /** The first and last eight characters of the access key, for keys that pictures show. */
  readonly accessKey?: readonly [string, string];
}

const known: readonly Known[] = [
  { userName: 'ada.byron', name: 'analytical-notes', description: 'Workstation, drawing room', daysOld: 31 },
  { userName: 'charles.babbage', name: 'difference-engine', daysOld: 12 },
  {
    userName: 'grace.hopper',
    name: 'backup-nas',
    description: 'Nightly copy, cellar rack',
    daysOld: 204,
    accessKey: ['a90d41c7', '02d811fe'],
  },
  { userName: 'graphite-sync', name: 'sync-agent', daysOld: 412, inactive: true },
  { userName: 'hedy.lamarr', name: 'render-farm', description: 'Nodes 1 to 40', daysOld: 77, expiresIn: 103 },
  { userName: 'hedy.lamarr', name: 'archive-tape', daysOld: 340 },
  { userName: 'emmy.noether', name: 'ring-experiment', daysOld: 192, expiresIn: -12 },
  // Two keys, one of them expired: the user cannot have a third one.
  { userName: 'emmy.noether', name: 'seminar-data', description: 'Lecture hall 3', daysOld: 118 },
  { userName: 's.kovalevskaya', name: 'Резервная копия', daysOld: 3 },
];

const purposes = ['backup', 'ci-deploy', 'laptop', 'etl', 'rclone', 'terraform', 'reports', 'media', 'logs', 'mirror'];

/**
 * The keys that a domain starts with: those of the known people, and one or two keys for about every eighth other person. With
 * `full`, every other person has two keys, some of them years old.
 */
export function* seededKeys(
  domain: Domain,
  { seed, startedAt, full }: { seed: string; startedAt: number; full: boolean },
): Generator<SeededKey> {
  const { population } = domain;
  const random = createRandom(`${seed}/keys of ${domain.ocid}`);
  for (const person of population.people) {
    const isKnown = domain.isDefault && isKnownPerson(person);
    const specs = isKnown
      ? known.filter((key) => key.userName === person.userName)
      : full
        ? [madeUpKey(random, 900), madeUpKey(random, 60)]
        : madeUpKeys(random);
    if (specs.length === 0) continue;
    const owner = population.userOf(person);
    for (const key of specs) yield seededKey(owner, key, random, startedAt);
  }
}

function madeUpKeys(random: Random): Omit<Known, 'userName'>[] {
  if (random.below(8) !== 0) return [];
  return Array.from({ length: random.below(3) === 0 ? 2 : 1 }, () => madeUpKey(random, 500));
}

const madeUpKey = (random: Random, oldest: number): Omit<Known, 'userName'> => ({
  name: `${purposes[random.below(purposes.length)]}-${random.below(90) + 10}`,
  daysOld: random.below(oldest),
  ...(random.below(4) === 0 ? { expiresIn: random.below(365) - 60 } : {}),
});

function seededKey(owner: User, key: Omit<Known, 'userName'>, random: Random, startedAt: number): SeededKey {
  const created = startedAt - key.daysOld * day;
  const accessKey = hex(random, 5);
  const [head, tail] = key.accessKey ?? ['', ''];
  return {
    owner,
    created,
    draft: {
      displayName: key.name,
      description: key.description ?? null,
      expiresOn: key.expiresIn === undefined ? null : Math.max(created + day, startedAt + key.expiresIn * day),
      status: key.inactive ? 'INACTIVE' : 'ACTIVE',
    },
    accessKey: `${head}${accessKey.slice(head.length, accessKey.length - tail.length)}${tail}`,
    secretKey: Buffer.from(hex(random, 8), 'hex').toString('base64'),
  };
}

const hex = (random: Random, words: number): string => toHex(Array.from({ length: words }, random.next));
