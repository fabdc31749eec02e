/** People can keep four characters in mind while they write. */
export const GROUP = 4;

/** The alphabet of ICAO (Annex 10, volume II) and NATO, with its own spellings: Alfa, Juliett. */
const LETTERS =
  'Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra ' +
  'Tango Uniform Victor Whiskey X-ray Yankee Zulu';
const DIGITS = 'zero one two three four five six seven eight nine';

const SIGNS: Readonly<Record<string, string>> = {
  '!': 'exclamation mark',
  '"': 'quotation mark',
  '#': 'number sign',
  $: 'dollar sign',
  '%': 'percent sign',
  '&': 'ampersand',
  "'": 'apostrophe',
  '(': 'opening parenthesis',
  ')': 'closing parenthesis',
  '*': 'asterisk',
  '+': 'plus',
  ',': 'comma',
  '-': 'hyphen',
  '.': 'full stop',
  '/': 'slash',
  ':': 'colon',
  ';': 'semicolon',
  '<': 'less-than sign',
  '=': 'equals',
  '>': 'greater-than sign',
  '?': 'question mark',
  '@': 'at sign',
  '[': 'opening square bracket',
  '\\': 'backslash',
  ']': 'closing square bracket',
  '^': 'circumflex',
  _: 'underscore',
  '`': 'grave accent',
  '{': 'opening curly bracket',
  '|': 'vertical bar',
  '}': 'closing curly bracket',
  '~': 'tilde',
};

const words = new Map<string, string>([
  ...LETTERS.split(' ').flatMap((name): [string, string][] => {
    const letter = name.charAt(0);
    return [
      [letter, `capital ${name}`],
      [letter.toLowerCase(), `lower-case ${name.toLowerCase()}`],
    ];
  }),
  ...DIGITS.split(' ').map((name, digit): [string, string] => [String(digit), name]),
  ...Object.entries(SIGNS),
]);

/** What to say for a character: its name, or its code point if an English keyboard does not have it. */
export function wordFor(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  return words.get(character) ?? `code point ${point.toString(16).toUpperCase().padStart(4, '0')}`;
}
