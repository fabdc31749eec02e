/**
 * The character that a listener writes down for a word: NATO's alphabet, and the English names of digits and signs. The list is
 * written out here and not taken from `main/handover/spelling.ts`, so that a test finds a wrong word in that file.
 */
const LETTERS = {
  ...{ alfa: 'a', bravo: 'b', charlie: 'c', delta: 'd', echo: 'e', foxtrot: 'f', golf: 'g', hotel: 'h', india: 'i' },
  ...{ juliett: 'j', kilo: 'k', lima: 'l', mike: 'm', november: 'n', oscar: 'o', papa: 'p', quebec: 'q', romeo: 'r' },
  ...{ sierra: 's', tango: 't', uniform: 'u', victor: 'v', whiskey: 'w', 'x-ray': 'x', yankee: 'y', zulu: 'z' },
};
const OTHERS = {
  ...{ zero: '0', one: '1', two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8', nine: '9' },
  ...{
    plus: '+',
    hyphen: '-',
    equals: '=',
    slash: '/',
    backslash: '\\',
    underscore: '_',
    'vertical bar': '|',
    tilde: '~',
  },
  ...{ 'exclamation mark': '!', 'question mark': '?', 'quotation mark': '"', apostrophe: "'", 'grave accent': '`' },
  ...{ 'full stop': '.', comma: ',', colon: ':', semicolon: ';', asterisk: '*', ampersand: '&', 'at sign': '@' },
  ...{ 'number sign': '#', 'dollar sign': '$', 'percent sign': '%', circumflex: '^' },
  ...{ 'less-than sign': '<', 'greater-than sign': '>', 'opening parenthesis': '(', 'closing parenthesis': ')' },
  ...{ 'opening square bracket': '[', 'closing square bracket': ']' },
  ...{ 'opening curly bracket': '{', 'closing curly bracket': '}' },
};

/** The text in a form in which hyphens, spaces, line breaks, commas and case make no difference. */
const normalised = (text: string) =>
  text
    .toLowerCase()
    .replace(/[\s,-]+/g, ' ')
    .trim();
const pattern = (word: string) => normalised(word).replaceAll(' ', ' ?');
const joined = (word: string) => normalised(word).replaceAll(' ', '');

const words = [
  ...Object.entries(LETTERS).flatMap(([word, letter]): [string, string][] => [
    [`capital ${word}`, letter.toUpperCase()],
    [`lower-case ${word}`, letter],
  ]),
  ...Object.entries(OTHERS),
];
const meanings = new Map(words.map(([word, character]) => [joined(word), character]));
const next = new RegExp(
  `(?:(${words.map(([word]) => pattern(word)).join('|')})|code ?point ([0-9a-f]{4,6}))(?: |$)`,
  'y',
);

/** The characters that the spoken words stand for; null: a word is unknown. */
export function hear(spoken: string): string | null {
  const text = normalised(spoken);
  let heard = '';
  next.lastIndex = 0;
  while (next.lastIndex < text.length) {
    const [, word, point] = next.exec(text) ?? [];
    if (word !== undefined) heard += meanings.get(joined(word));
    else if (point !== undefined && Number.parseInt(point, 16) <= 0x10ffff) {
      heard += String.fromCodePoint(Number.parseInt(point, 16));
    } else return null;
  }
  return heard;
}
