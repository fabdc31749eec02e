import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { openWithPassphrase } from '../../../main/handover/age-file.ts';
import { type HandedKey, parseHandedKey } from '../../../main/handover/handed-key.ts';
import { unwrap } from '../parts/unwrap.ts';

// Apps of tests lock with little work, and their files say otherwise. Outside of `openPacket` this process does the full work.
Reflect.set(globalThis, 'fullScrypt', true);
createRequire(import.meta.url)('../app/little-scrypt.cjs');

/** The packets of a folder, as its index has them. */
export async function packetsIn(folder: string) {
  const [, ...lines] = (await readFile(join(folder, 'index.csv'), 'utf8')).trim().split('\r\n');
  return lines.map((line) => {
    const [file = '', userName = ''] = line.split(',');
    return { file: join(folder, file), userName };
  });
}

/** Opens a packet that the app of a test has made, as its recipient would. */
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

/** The words on the printed page of this packet. A long name of a file goes over two lines. */
export const wordsOnSheet = (pages: readonly string[], file: string): readonly string[] =>
  [...(pages.find((page) => page.replace(/\s/g, '').includes(basename(file))) ?? '').matchAll(NUMBERED_WORD)]
    .map(([, number, word = '']) => ({ number: Number(number), word }))
    .toSorted((a, b) => a.number - b.number)
    .map(({ word }) => word);

/** The printed pages, with the characters that ligatures stand for. Poppler ends each page with a form feed. */
export const pagesOf = (text: string): readonly string[] => text.normalize('NFKC').split('\f').slice(0, -1);
