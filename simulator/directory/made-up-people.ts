import { createRandom } from '../random.ts';
import { familyNames, givenNames } from './names.ts';
import type { Person } from './person.ts';

const day = 86_400_000;
const pairs = givenNames.length * familyNames.length;

/**
 * `count` people with distinct user names, the same for the same seed. It steps through all pairs of names with a stride that
 * shares no factor with the number of pairs, so no pair comes twice. When all pairs are used, a number follows the name.
 */
export function makeUpPeople(options: {
  seed: string;
  count: number;
  firstNumber: number;
  startedAt: number;
  mailDomain: string;
}): Person[] {
  const random = createRandom(`${options.seed}/people/${options.mailDomain}`);
  const offset = random.below(pairs);
  const stride = strideFrom(random.below(pairs));
  return Array.from({ length: options.count }, (_, at) => {
    const pair = (offset + at * stride) % pairs;
    const givenName = givenNames[pair % givenNames.length] ?? '';
    const familyName = familyNames[Math.floor(pair / givenNames.length)] ?? '';
    const round = Math.floor(at / pairs);
    const userName = `${givenName}.${familyName}${round === 0 ? '' : round + 1}`.toLowerCase();
    const draw = random.next();
    return {
      number: options.firstNumber + at,
      userName,
      displayName: `${givenName} ${familyName}`,
      givenName,
      familyName,
      email: `${userName}@${options.mailDomain}`,
      active: draw % 25 !== 0,
      service: false,
      created: options.startedAt - (30 + (draw % 1500)) * day,
    };
  });
}

/** Service users, as a domain for machines holds them. */
export const makeUpRobots = (options: { count: number; startedAt: number }): Person[] =>
  Array.from({ length: options.count }, (_, number) => {
    const name = `robot-${String(number + 1).padStart(2, '0')}`;
    return {
      number,
      userName: name,
      displayName: `Line robot ${number + 1}`,
      givenName: 'Line robot',
      familyName: String(number + 1),
      email: `${name}@machines.acme.example`,
      active: true,
      service: true,
      created: options.startedAt - (300 + number) * day,
    };
  });

function strideFrom(start: number): number {
  let stride = start;
  while (greatestCommonDivisor(stride, pairs) !== 1) stride++;
  return stride;
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));
