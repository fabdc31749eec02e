import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkout } from '../../../scripts/project/checkout.mjs';

/** The folders with our own files, without built or installed files. */
const folders = ['bridge', 'docs', 'main', 'preload', 'renderer', 'scripts', 'simulator', 'tests'];
const below = (folder: string) =>
  readdirSync(join(checkout, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));
const files = [...readdirSync(checkout), ...folders.flatMap(below)].map((path) => path.replaceAll('\\', '/'));
const isThere = (name: string) => files.some((path) => `/${path}`.endsWith(`/${name.replace(/^(\.\.?\/)+/, '')}`));

it('a page names no source file that there is not', () => {
  const pages = files.filter((path) => path.endsWith('.md'));
  const missing = pages.flatMap((page) =>
    [...readFileSync(join(checkout, page), 'utf8').matchAll(/`([\w./-]+\.(?:ts|tsx|mjs|cjs|css|eipc|py|md))`/g)]
      .map(([, name]) => name ?? '')
      .filter((name) => !isThere(name))
      .map((name) => `${page}: ${name}`),
  );
  expect(pages.length).toBeGreaterThan(30);
  expect(missing).toEqual([]);
});
