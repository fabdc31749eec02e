import type { Person } from './person.ts';

const day = 86_400_000;

type Known = Omit<Person, 'number' | 'created' | 'active' | 'service'> & Partial<Pick<Person, 'active' | 'service'>>;

/**
 * People of the Default domain whose names tests and pictures use. Even the smallest tenancy has the first three. Others have names
 * that programs often handle badly: without Latin letters, written right to left, very short or very long.
 */
const known: readonly Known[] = [
  named('ada.byron', 'Ada', 'Byron', 'ada.byron@acme.example'),
  named('charles.babbage', 'Charles', 'Babbage', 'charles.babbage@acme.example'),
  named('grace.hopper', 'Grace', 'Hopper', 'grace.hopper@acme.example'),
  named('margaret.grant', 'Margaret', 'Grant', 'm.grant@acme.example'),
  {
    userName: 'graphite-sync',
    displayName: 'Graphite sync (service)',
    givenName: 'Graphite sync',
    familyName: '(service)',
    email: 'ops@acme.example',
    active: false,
    service: true,
  },
  named('hedy.lamarr', 'Hedy', 'Lamarr', 'hedy.lamarr@acme.example'),
  named('emmy.noether', 'Emmy', 'Noether', 'emmy.noether@acme.example'),
  {
    userName: 'maximiliana.von-wolkenstein-trostburg-und-hohenlohe-langenburg',
    displayName:
      'Maximiliana Konstanze Theodora Freifrau von Wolkenstein-Trostburg und Hohenlohe-Langenburg (Regional Cold Chain)',
    givenName: 'Maximiliana Konstanze Theodora',
    familyName: 'von Wolkenstein-Trostburg und Hohenlohe-Langenburg',
    email: 'maximiliana.von-wolkenstein-trostburg-und-hohenlohe@regional-cold-chain-logistics.europe.acme.example',
  },
  named('s.kovalevskaya', 'Софья', 'Ковалевская', 's.kovalevskaya@acme.example'),
  { ...named('murasaki', '式部', '紫', 'murasaki@acme.example'), displayName: '紫式部' },
  named('m.alkhwarizmi', 'محمد بن موسى', 'الخوارزمي', 'm.alkhwarizmi@acme.example'),
];

/** The fewest users that the Default domain can be made with: the administrator, the ordinary user, and Grace Hopper. */
export const fewestUsers = 3;

/** The first `count` known people, with dates as if the simulator had started at `startedAt`. */
export const knownPeople = (count: number, startedAt: number): Person[] =>
  known.slice(0, count).map((person, number) => ({
    active: true,
    service: false,
    ...person,
    number,
    created: startedAt - (1100 - 20 * number) * day,
  }));

/** Known people have the lowest numbers of the Default domain; made-up people come after them. */
export const isKnownPerson = (person: Person): boolean => person.number < known.length;

function named(userName: string, givenName: string, familyName: string, email: string): Known {
  return { userName, displayName: `${givenName} ${familyName}`, givenName, familyName, email };
}
