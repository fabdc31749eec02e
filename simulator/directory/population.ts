import type { Identifiers } from '../identifiers.ts';
import type { Person, User } from './person.ts';

/** The users of one domain, found by whatever names them. */
export interface Population {
  /** In the order of their user names. */
  readonly people: readonly Person[];
  userOf(person: Person): User;
  /** By SCIM id or OCID. */
  find(identifier: string): User | null;
  findByUserName(userName: string): User | null;
}

export function createPopulation(options: {
  identifiers: Identifiers;
  domainOcid: string;
  people: readonly Person[];
}): Population {
  const { identifiers, domainOcid } = options;
  const kind = `user of ${domainOcid}`;
  const byNumber = options.people;
  const people = [...byNumber].sort((a, b) => (a.userName < b.userName ? -1 : 1));

  const userOf = (person: Person): User => ({
    ...person,
    id: identifiers.hexId(`${kind} id`, person.number),
    ocid: identifiers.ocid('user', kind, person.number),
    domainOcid,
  });
  return {
    people,
    userOf,
    find(identifier) {
      const number = identifiers.numberIn(identifier);
      const person = number === null ? undefined : byNumber[number];
      if (!person) return null;
      const user = userOf(person);
      return user.id === identifier || user.ocid === identifier ? user : null;
    },
    findByUserName(userName) {
      const person = people.find((each) => each.userName === userName);
      return person ? userOf(person) : null;
    },
  };
}
