import { extname, resolve, sep } from 'node:path';
import { isOurs } from './app-origin.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** The media type of a file that `fileOf` gave. */
export const typeOf = (file: string): string => TYPES[extname(file)] ?? 'application/octet-stream';

/**
 * The file that an address names inside `root`; null for another host, for tricks (`..`, encoded or not, back slashes, NUL), and for types
 * that Keydesk does not serve.
 */
export function fileOf(root: string, url: string): string | null {
  if (!isOurs(url)) return null;
  let path: string;
  try {
    path = decodeURIComponent(new URL(url).pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\')) return null;
  const file = resolve(root, `.${path === '/' ? '/index.html' : path}`);
  return file.startsWith(root + sep) && TYPES[extname(file)] ? file : null;
}
