import type { Identifiers } from '../identifiers.ts';
import type { Person, User } from './person.ts';

export type Population = ReturnType<typeof createPopulation>;

/** The users of one domain, found by user name, SCIM id or OCID. */
export function createPopulation(options: {
  identifiers: Identifiers;
  /** The number of the domain in the tenancy. It is a part of each id, so the same person has another id in another domain. */
  domainNumber: number;
  domainOcid: string;
  people: readonly Person[];
}) {
  const { identifiers, domainNumber, domainOcid } = options;
  const idOf = (person: Person): string => identifiers.hexId(`user id ${domainNumber}`, person.number);
  const ocidOf = (person: Person): string => identifiers.ocid('user', `user ${domainNumber}`, person.number);
  const byNumber = options.people;
  /** Sorted by user name. */
  const people: readonly Person[] = [...byNumber].sort((a, b) => (a.userName < b.userName ? -1 : 1));

  const userOf = (person: Person): User => ({
    ...person,
    id: idOf(person),
    ocid: ocidOf(person),
    domainOcid,
  });
  return {
    people,
    userOf,
    idOf,
    ocidOf,
    /** By SCIM id or OCID. */
    find(identifier: string): User | null {
      const number = identifiers.numberIn(identifier);
      const person = number === null ? undefined : byNumber[number];
      if (!person) return null;
      const user = userOf(person);
      return user.id === identifier || user.ocid === identifier ? user : null;
    },
    findByUserName(userName: string): User | null {
      const person = people.find((each) => each.userName === userName);
      return person ? userOf(person) : null;
    },
  };
}
