import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { findDroppedOutcomes } from '../../../scripts/project/dropped-outcomes.mjs';

const main = `
type Outcome<P> = { readonly ok: true; readonly value: null } | { readonly ok: false; readonly problem: P };
type Done = Promise<Outcome<string>>;
declare function remove(): Done;
declare function write(): Outcome<string>;
declare function stop(): Promise<Outcome<never>>;
declare function wait(): Promise<boolean>;
export async function all(isWanted: boolean) {
  await remove(); // dropped
  if (isWanted) write(); // dropped
  void remove(); // dropped
  void remove().catch(() => {}); // dropped
  for (const each of [remove]) await each(); // dropped
  const listen = () => void write(); // dropped
  // The next start removes it.
  await remove();
  await stop();
  await wait();
  const last = await remove();
  return last.ok ? write() : listen;
}
`;

it('a call whose failure nobody reads is found in main, unless the line above says why', () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'outcomes-')));
  const files = {
    'tsconfig.json':
      '{"compilerOptions":{"strict":true,"lib":["ES2024"],"types":[],"noEmit":true},"include":["main","scripts"]}',
    'main/rotation/all.ts': main,
    'scripts/all.ts': main,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  const dropped = main.split('\n').flatMap((line, at) => (line.endsWith('// dropped') ? [at + 1] : []));
  expect(findDroppedOutcomes(root)).toEqual(dropped.map((line) => `main/rotation/all.ts:${line}`));
  rmSync(root, { recursive: true });
});
