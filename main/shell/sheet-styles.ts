import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const FONT = /url\(["']?([^"')]+\.woff2)["']?\)/g;

/** Security line 5: the page's policy allows typefaces from `app://`; the sheet's policy allows none from anywhere. */
export const SHEET_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  'font-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The stylesheet in `file` with its typefaces inside. Chromium prints without waiting for a typeface that is still loading, and its text
 * comes out blank (measured, Electron 42: a sheet without a single character). A typeface in a `data:` address is there together with the
 * stylesheet.
 */
export async function sheetStyles(file: string): Promise<string> {
  const css = await readFile(file, 'utf8');
  const names = new Set([...css.matchAll(FONT)].map(([, name = '']) => name));
  const fonts = new Map(
    await Promise.all([...names].map(async (name) => [name, await readFile(join(dirname(file), name))] as const)),
  );
  return css.replace(FONT, (_whole, name: string) => {
    const font = fonts.get(name);
    return `url(data:font/woff2;base64,${font?.toString('base64') ?? ''})`;
  });
}
