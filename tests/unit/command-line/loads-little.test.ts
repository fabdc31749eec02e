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

it('loads no library but the keychain’s before the window opens or a command ends', () => {
  const loaded = [...loadedBy(join(checkout, 'main', 'index.ts'))];
  expect(loaded.some((name) => name.endsWith('run-command.ts'))).toBe(true);
  const libraries = loaded.filter((name) => !name.startsWith(checkout) && !name.startsWith('node:'));
  expect(libraries.toSorted()).toEqual(['@napi-rs/keyring', 'electron']);
});
