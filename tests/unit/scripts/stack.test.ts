import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { checkout } from '../../../scripts/project/checkout.mjs';

test('a stack of a log is written with the places in the sources, and what has no map stays', () => {
  const out = mkdtempSync(join(tmpdir(), 'out-'));
  mkdirSync(join(out, 'main'));
  // Line 1, column 1 of the built file is line 11, column 1 of the source.
  const map = { version: 3, sources: [join(checkout, 'main', 'index.ts')], names: [], mappings: 'AAUA' };
  writeFileSync(join(out, 'main', 'keydesk.js.map'), JSON.stringify(map));
  const stack =
    'Error: no\n    at start (file:///opt/x/app.asar/out/main/keydesk.js:1:1)\n    at out/main/other.js:1:1\n';
  const { stdout } = spawnSync(process.execPath, [join(checkout, 'scripts', 'stack.mjs'), out], {
    input: stack,
    encoding: 'utf8',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  expect(stdout).toBe('Error: no\n    at start (main/index.ts:11:1)\n    at out/main/other.js:1:1\n');
  rmSync(out, { recursive: true });
});
