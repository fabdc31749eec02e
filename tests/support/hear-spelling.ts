import { wordFor } from '../../main/handover/spelling.ts';
import { PRINTABLE } from './random-secrets.ts';

/** What is said for each character that a keyboard for English types. */
const words = new Map(
  PRINTABLE.map((code) => String.fromCharCode(code)).map((character) => [character, wordFor(character)]),
);

/** Words as they are compared: hyphens, spaces, line breaks, commas and case do not count. */
const normalised = (text: string) =>
  text
    .toLowerCase()
    .replace(/[\s,-]+/g, ' ')
    .trim();
const pattern = (word: string) => normalised(word).replaceAll(' ', ' ?');

const meanings = new Map([...words].map(([character, word]) => [normalised(word).replaceAll(' ', ''), character]));
const next = new RegExp(`(?:(${[...words.values()].map(pattern).join('|')})|code ?point ([0-9a-f]{4,6}))(?: |$)`, 'y');

/** The characters that were spelled, or null where the words are not `wordFor`'s. It undoes it: nothing sounds like another. */
export function hear(spoken: string): string | null {
  const text = normalised(spoken);
  let heard = '';
  next.lastIndex = 0;
  while (next.lastIndex < text.length) {
    const [, word, point] = next.exec(text) ?? [];
    if (word !== undefined) heard += meanings.get(word.replaceAll(' ', ''));
    else if (point !== undefined && Number.parseInt(point, 16) <= 0x10ffff) {
      heard += String.fromCodePoint(Number.parseInt(point, 16));
    } else return null;
  }
  return heard;
}
