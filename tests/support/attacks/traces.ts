import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The forms in which a text could be stored: UTF-8, UTF-16, hex, percent-encoded, escaped in JSON, and base64 at each of the
 * three offsets (without the ends, which depend on the neighbouring bytes).
 */
export function formsOf(secret: string): readonly Buffer[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .slice(offset === 0 ? 0 : 4, -4);
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')];
  });
  const hex = bytes.toString('hex');
  const texts = [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    hex,
    hex.toUpperCase(),
    ...base64,
  ];
  return [...new Set(texts)].flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le')]);
}

/** The forms of a secret, or of a part of it, that `content` contains. */
export const tracesIn = (content: Buffer, forms: readonly Buffer[]): string[] =>
  forms.filter((form) => content.includes(form)).map((form) => form.toString('latin1'));

const withoutSpace = (text: string) => text.replace(/\s+/g, '');

/** Removes the text between the groups of a printed sheet or of a typed field, and the zeros of UTF-16. */
const ungrouped = (content: Buffer): readonly string[] => {
  const text = content.toString('latin1').replaceAll('\0', '');
  return [withoutSpace(text), withoutSpace(text.replace(/<[^<>]*>/g, ''))];
};

/**
 * Gives a function that says whether a content has one of the texts, or the first, second or last sixteen characters of one: in any
 * form, or in groups with white space or markup between them.
 */
export function createTraceFinder(texts: readonly string[]): (content: Buffer) => boolean {
  const pieces = texts.flatMap((text) => [text, text.slice(0, 16), text.slice(16, 32), text.slice(-16)]);
  const long = pieces.filter((piece) => piece.length >= 16 || texts.includes(piece));
  const forms = long.flatMap(formsOf);
  const bare = long.map(withoutSpace);
  return (content) =>
    tracesIn(content, forms).length > 0 ||
    ungrouped(content).some((text) => bare.some((piece) => text.includes(piece)));
}

type ReadFile = { readonly path: string; readonly content: Buffer };

type Choice = (path: string) => Promise<boolean>;

/** Every wanted file below a folder, with its content. Files and folders that are removed while we read are left out. */
export async function readAllFiles(folder: string, isWanted: Choice = async () => true): Promise<readonly ReadFile[]> {
  return readEntries(folder, await readdir(folder, { withFileTypes: true }), isWanted);
}

async function readEntries(folder: string, entries: readonly Dirent[], isWanted: Choice): Promise<readonly ReadFile[]> {
  const read = entries.map(async (entry): Promise<readonly ReadFile[]> => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return readEntries(path, await readdir(path, { withFileTypes: true }).catch(() => []), isWanted);
    const content = entry.isFile() && (await isWanted(path)) ? await readFile(path).catch(() => null) : null;
    return content === null ? [] : [{ path, content }];
  });
  return (await Promise.all(read)).flat();
}

/** The numbers of the processes on this computer that have a trace in one of their /proc files (Linux). */
export function processesWithTraces(file: 'cmdline' | 'environ', forms: ReturnType<typeof formsOf>): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    try {
      return tracesIn(readFileSync(`/proc/${pid}/${file}`), forms).length > 0;
    } catch {
      return false; // It has ended, or it is another person's.
    }
  });
}
