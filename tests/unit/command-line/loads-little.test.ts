import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { checkout } from '../../../scripts/project/checkout.mjs';
import { readSources } from '../../support/runner/source-files.ts';

/** All files that a file imports statically, directly or through others. Imports of types only are not loaded. */
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

it('imports no library before the window opens or a command ends: the keychain’s is loaded at its first use', () => {
  const atStart = loadedBy(join(checkout, 'main', 'index.ts'));
  expect([...atStart].some((name) => name.endsWith('keychain-vault.ts'))).toBe(true);
  // A window needs no code of the commands. To import one of these two modules of Node takes 2 ms of a start.
  expect([...atStart].filter((name) => /run-command|run-program|node:process|node:util/.test(name))).toEqual([]);
  const commands = ['run-command.ts', 'command-env.ts'].map((name) => join(checkout, 'main', 'command-line', name));
  const loaded = commands.flatMap((file) => [...loadedBy(file)]);
  expect([...atStart, ...loaded].filter(isLibrary)).toEqual(['electron']);
  const ours = [...atStart, ...loaded].filter((name) => name.startsWith(checkout));
  const requiring = ours.filter((name) => readFileSync(name, 'utf8').includes('createRequire('));
  expect(new Set(requiring.map((name) => basename(name)))).toEqual(new Set(['keychain-vault.ts']));
});

it('loads no library but that of schemas to tell who has signed in, and nothing that asks the service', () => {
  const loaded = [...loadedBy(join(checkout, 'main', 'build-known-session.ts'))];
  expect(loaded.filter(isLibrary)).toEqual(['zod']);
  expect(loaded.filter((name) => /oracle-client|accounts-handler|failure-sentences/.test(name))).toEqual([]);
});

it('loads no schemas into the page: main checks what crosses', () => {
  const files = readSources('renderer').filter(({ path }) => /\.tsx?$/.test(path));
  const loaded = files.flatMap(({ path }) => [...loadedBy(join(checkout, path))]);
  expect(loaded.some((name) => name.endsWith('welcome.tsx'))).toBe(true);
  expect(loaded).not.toContain('zod');
});
