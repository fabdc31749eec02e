import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { openWithPassphrase } from '../../../main/handover/age-file.ts';
import { type HandedKey, parseHandedKey } from '../../../main/handover/handed-key.ts';
import { unwrap } from '../parts/unwrap.ts';

// The apps of tests encrypt with little scrypt work, although their files name the full work (`little-scrypt.cjs`). This process does
// little work too, but only in `openPacket`.
Reflect.set(globalThis, 'fullScrypt', true);
createRequire(import.meta.url)('../app/little-scrypt.cjs');

/** The packets of a folder, as its `index.csv` lists them. */
export async function packetsIn(folder: string) {
  const [, ...lines] = (await readFile(join(folder, 'index.csv'), 'utf8')).trim().split('\r\n');
  return lines.map((line) => {
    const [file = '', userName = ''] = line.split(',');
    return { file: join(folder, file), userName };
  });
}

/** Opens a packet that a test's app has made, as the packet's recipient would. */
export async function openPacket(file: string, words: readonly string[]): Promise<HandedKey> {
  const packet = await readFile(file);
  Reflect.set(globalThis, 'fullScrypt', false);
  try {
    const content = unwrap(await openWithPassphrase(packet, Buffer.from(words.join('-'))));
    return unwrap(parseHandedKey(content)).key;
  } finally {
    Reflect.set(globalThis, 'fullScrypt', true);
  }
}

const NUMBERED_WORD = /(?:^|\s)(\d+)\.\s+(\p{L}+)/gu;

/** The words on this packet's printed page. White space is ignored in the search, since a long file name is broken over two lines. */
export const wordsOnSheet = (pages: readonly string[], file: string): readonly string[] =>
  [...(pages.find((page) => page.replace(/\s/g, '').includes(basename(file))) ?? '').matchAll(NUMBERED_WORD)]
    .map(([, number, word = '']) => ({ number: Number(number), word }))
    .toSorted((a, b) => a.number - b.number)
    .map(({ word }) => word);

/** The text of each printed page, ligatures replaced by their letters. Poppler ends each page with a form feed. */
export const pagesOf = (text: string): readonly string[] => text.normalize('NFKC').split('\f').slice(0, -1);
