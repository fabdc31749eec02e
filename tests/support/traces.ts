import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The forms in which a text could lie about: as UTF-8, UTF-16, hex, percent-encoded, escaped in JSON, and in base64 at each
 * of the three offsets (without the ends, which depend on what stands beside it).
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

/** The forms of a secret, or of a stretch of it, that `content` holds. */
export const tracesIn = (content: Buffer, forms: readonly Buffer[]): string[] =>
  forms.filter((form) => content.includes(form)).map((form) => form.toString('latin1'));

/** Every file below a folder, with its content; files that go while we read are left out. */
export async function readAllFiles(folder: string): Promise<readonly { path: string; content: Buffer }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = await Promise.all(
    files.map(async (path) => ({ path, content: await readFile(path).catch(() => null) })),
  );
  return read.flatMap(({ path, content }) => (content === null ? [] : [{ path, content }]));
}
