import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { checkout } from '../../../scripts/project/checkout.mjs';

/** All static imports of a file, and theirs in turn. Imports of types alone are not loaded. */
function loadedBy(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/^import (?!type )(?:[^;]*? from )?'([^']+)';$/gm)) {
    if (name.startsWith('.')) loadedBy(join(dirname(file), name), seen);
    else seen.add(name);
  }
  return seen;
}

const isLibrary = (name: string) => !name.startsWith(checkout) && !name.startsWith('node:');

it('loads no library before the window opens or a command needs the keychain', () => {
  const loaded = [...loadedBy(join(checkout, 'main', 'index.ts'))];
  expect(loaded.some((name) => name.endsWith('run-command.ts'))).toBe(true);
  expect(loaded.filter(isLibrary)).toEqual(['electron']);
});

it('loads no library but that of schemas to tell who has signed in, and nothing that asks the service', () => {
  const loaded = [...loadedBy(join(checkout, 'main', 'build-known-session.ts'))];
  expect(loaded.filter(isLibrary)).toEqual(['zod']);
  expect(loaded.filter((name) => /oracle-client|accounts-handler|failure-sentences/.test(name))).toEqual([]);
});

it('loads no schemas with the first screen of the page', () => {
  const loaded = [...loadedBy(join(checkout, 'renderer', 'frame', 'start.tsx'))];
  expect(loaded.some((name) => name.endsWith('welcome.tsx'))).toBe(true);
  const packages = new Set(
    loaded.filter(isLibrary).map((name) =>
      name
        .split('/', 2)
        .join('/')
        .replace(/^([^@/]+)\/.*/, '$1'),
    ),
  );
  expect([...packages].toSorted()).toEqual(['@tanstack/react-query', 'react', 'react-aria-components', 'react-dom']);
});
