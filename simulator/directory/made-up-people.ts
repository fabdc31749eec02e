import { createRandom } from '../random.ts';
import type { Person } from './person.ts';

/**
 * The names of made-up people. None of them contains "gra", so that a search for "gra" finds only the three known people of the
 * sample tenancy. None is the name of a known person.
 */
const givenNames: readonly string[] = `
  Abena Adrian Agnes Aiko Alba Albert Alice Alma Amara Amelie Amir Ana Andre Anita Anton Aria Arthur Astrid Aurora Ayumi
  Basil Beatriz Ben Bianca Bjorn Bruno Camille Carla Carlos Carmen Cecilia Chiara Chloe Clara Clement Cosima Daniel Daria
  David Deniz Diego Dora Edith Elena Elias Elif Ella Emil Enzo Erik Esther Eva Fatima Felix Femi Finn Flora Frida Gabriel
  Gavin Georg Gina Giulia Gustav Hana Hannah Hans Haruto Helen Henri Hilda Hugo Ida Ilse Ines Ingrid Irene Isabel Ivan Jan
  Janina Jasper Jelena Joana Johan Jonas Josef Judith Julia Kaito Karim Karin Katja Keiko Klara Lars Laura Leila Lena Leo
  Liam Lina Livia Lotte Louis Lucia Luis Luka Magnus Mai Malik Marco Maria Marius Marta Matteo Max Maya Mei Mila Milan Mina
  Miriam Moritz Nadia Naomi Nico Nils Nina Noa Nora Olga Oliver Omar Oscar Otto Pablo Paula Pavel Petra Pia Quentin Rafael
  Rania Rasmus Renata Rita Robin Rosa Ruth Samira Samuel Sanna Sara Selma Sofia Stefan Stella Sven Tamar Tara Tariq Thea
  Theo Tilda Tobias Tomas Uma Una Valentin Vera Victor Viola Walter Wanda Willem Xenia Yara Yasmin Yuki Yusuf Zeno Zoe Zofia
`
  .trim()
  .split(/\s+/);

const familyNames: readonly string[] = `
  Abe Adeyemi Ahlberg Alonso Andersen Arslan Aubert Bakker Barros Bauer Becker Bello Benali Bergman Bianchi Bishop Blanc
  Blom Boateng Bosch Brandt Brennan Brown Bruun Byrne Cabral Campos Carver Castro Chen Cheng Cohen Conti Cordeiro Costa Cruz
  Dahl Danso Delgado Demir Diallo Dietrich Dimitrov Doyle Dubois Duarte Egger Eklund Engel Eriksen Esposito Evans Faber
  Farah Fernandes Ferrari Fischer Fleming Flores Fontaine Forsberg Foster Franco Frank Friis Fuchs Fujita Gallo Garcia
  Gauthier Gerber Gomes Gonzalez Gruber Gupta Haas Haddad Hakimi Hamid Hansen Haraldsen Hartmann Hayashi Heller Henry
  Herrera Hoffman Holm Horvat Huang Huber Ibrahim Ikeda Inoue Ito Ivanov Jansen Jensen Jimenez Johnson Jones Kaiser Kamara
  Kaplan Kato Kaya Keller Kelly Khan Kim Klein Koch Kone Kovacs Kowalski Kruse Kumar Lambert Lang Larsen Laurent Lee Lemaire
  Leone Lewis Li Lindberg Liu Lopez Lund Madsen Mahmoud Maier Malik Marino Markovic Martin Martinez Mason Mathieu Mehta
  Mensah Meyer Mori Moreau Moretti Morris Moser Mueller Murphy Nakamura Navarro Ndiaye Neumann Nguyen Nielsen Nilsen Nkosi
  Novak Okafor Olsen Omar Ortiz Osei Otieno Owusu Park Patel Peeters Pereira Petit Petrov Pinto Popescu Prieto Quist Ramos
  Rasmussen Reyes Ricci Richter Rivera Robert Romano Romero Rossi Roth Ruiz Russo Sadik Saito Salazar Salim Sanchez Santos
  Sato Schaefer Schmid Schneider Schultz Serra Shah Sharma Silva Simon Singh Smit Smith Sokolov Sorensen Sousa Stein Suzuki
  Svensson Takeda Tanaka Tanner Teixeira Thomas Torres Toure Tran Ueda Vargas Vasquez Vega Vidal Vogel Volkov Wagner Walsh
  Wang Watanabe Weber Weiss White Wilson Winter Wolf Wong Wood Wright Xu Yamada Yang Yilmaz Young Zhang Zhao Ziegler Zimmer
`
  .trim()
  .split(/\s+/);

const day = 86_400_000;
const pairs = givenNames.length * familyNames.length;

/**
 * `count` people with distinct user names, the same for the same seed. The function goes through all pairs of names with a step that
 * has no factor in common with the number of pairs, so no pair comes twice. When all pairs are used, a number follows the name.
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
