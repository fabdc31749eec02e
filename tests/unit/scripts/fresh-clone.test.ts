import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { checkout } from '../../../scripts/project/checkout.mjs';

const { scripts } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
/** The files that `npm start`, `npm test` and all other commands run. */
const files = new Set(Object.values<string>(scripts).map((command) => command.split(' ')[1] ?? ''));
const staticImport = /^(?:import|export) (?:[^'"]*? from )?'([^']+)';/gm;

/** The packages that a script imports before its first line runs, itself or through others, each with the file that imports it. */
function packagesOf(script: string, seen = new Set<string>()): string[] {
  if (seen.has(script)) return [];
  seen.add(script);
  return [...readFileSync(script, 'utf8').matchAll(staticImport)].flatMap(([, name = '']) => {
    if (name.startsWith('.')) return packagesOf(resolve(script, '..', name), seen);
    return name.startsWith('node:') ? [] : [`${relative(checkout, script)}: ${name}`];
  });
}

it.each([...files])('on a fresh clone, which has no packages yet, %s can begin', (file) => {
  expect(packagesOf(join(checkout, file))).toEqual([]);
});
