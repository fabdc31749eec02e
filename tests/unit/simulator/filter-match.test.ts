import { describe, expect, it } from 'vitest';
import { compileFilter, type Searchable } from '../../../simulator/scim/filter-match.ts';
import { parseFilter } from '../../../simulator/scim/filter-parser.ts';

interface Person {
  readonly userName: string;
  readonly code: string;
  readonly active: boolean;
  readonly nickName?: string;
  readonly mails: readonly { value: string; primary: boolean }[];
}
const ada: Person = {
  userName: 'Ada.Byron',
  code: 'aB',
  active: false,
  mails: [
    { value: 'ada@home.example', primary: false },
    { value: 'ada@work.example', primary: true },
  ],
};
const searchable: Searchable<Person> = {
  attributes: {
    username: { read: (person) => person.userName },
    code: { read: (person) => person.code, caseExact: true },
    active: { read: (person) => person.active },
    nickname: { read: (person) => person.nickName },
    'emails.value': { read: (person) => person.mails.map((mail) => mail.value) },
    password: { read: () => 'secret', unsearchable: true },
  },
  lists: { emails: { read: (person) => person.mails, names: ['value', 'primary'] } },
};

function ask(text: string): boolean | string {
  const parsed = parseFilter(text);
  const compiled = parsed.ok ? compileFilter(parsed.filter, searchable) : parsed;
  return compiled.ok ? compiled.matches(ada) : compiled.problem;
}

describe('a compiled filter', () => {
  it.each([
    ['userName eq "ada.byron"', true],
    ['USERNAME eq "ADA.BYRON"', true],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName sw "ada"', true],
    ['userName ew "BYRON"', true],
    ['userName co "a.b"', true],
    ['userName co "a.c"', false],
    ['userName ne "ada.byron"', false],
    ['userName gt "ada" and userName lt "adb"', true],
    ['userName ge "ada.byron" and userName le "ada.byron"', true],
    ['code eq "ab"', false],
    ['code eq "aB"', true],
    ['active eq false', true],
    ['active ne false', false],
    ['active eq "false"', false],
    ['active pr', true],
    ['nickName pr', false],
    ['nickName eq null', true],
    ['userName eq null', false],
    ['nickName ne "x"', true],
    ['not (nickName pr) and userName pr', true],
    ['emails.value co "home" and emails.value co "work"', true],
    ['emails[value co "home" and value co "work"]', false],
    ['emails[primary eq true and value co "work"]', true],
    ['emails[primary eq true].value co "home"', false],
  ])('answers %s with %s', (text, expected) => {
    expect(ask(text)).toBe(expected);
  });

  it.each([
    ['password eq "secret"', 'cannot be searched for'],
    ['shoeSize eq 43', 'there is no attribute'],
    ['active gt true', 'cannot be compared'],
    ['userName co null', 'cannot be compared'],
    ['userName[value pr]', 'is not a list'],
    ['emails[colour eq "red"]', 'there is no attribute'],
    ['constructor pr', 'there is no attribute'],
    ['toString[value pr]', 'is not a list'],
    ['emails[valueOf pr]', 'there is no attribute'],
    ['userName pr or password pr', 'cannot be searched for'],
  ])('is refused for %s', (text, reason) => {
    expect(ask(text)).toContain(reason);
  });
});
