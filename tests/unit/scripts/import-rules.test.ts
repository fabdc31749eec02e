import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');

/** A file, and what it imports. */
type Arrow = readonly [from: string, to: string];

const up: readonly Arrow[] = [
  ['renderer/ui/card.tsx', '../app/bridge.ts'],
  ['renderer/ui/card.tsx', '../../bridge/values/failure.ts'],
  ['renderer/ui/card.tsx', '../panes/pane-props.ts'],
  ['renderer/app/card.tsx', '../panes/pane-props.ts'],
  ['renderer/app/card.tsx', '../features/keys/keys-section.tsx'],
  ['renderer/app/card.tsx', '../frame/app.tsx'],
  ['renderer/panes/card.tsx', './usage/profiles.tsx'],
  ['renderer/panes/card.tsx', './handover/file-pane.tsx'],
  ['renderer/panes/usage/card.tsx', '../handover/file-pane.tsx'],
  ['renderer/panes/handover/card.tsx', '../usage/profiles.tsx'],
  ['renderer/panes/usage/card.tsx', '../../features/keys/keys-section.tsx'],
  ['renderer/features/keys/card.tsx', '../users/users.tsx'],
  ['renderer/features/keys/card.tsx', '../users/users.css'],
  ['renderer/features/keys/card.tsx', '../../frame/frame.tsx'],
  ['renderer/frame/card.tsx', '../../main/keydesk.ts'],
  ['renderer/features/keys/card.tsx', '../../../main/keydesk.ts'],
  ['main/usage/card.ts', '../../bridge/generated/browser/keydesk.ts'],
  ['main/usage/card.ts', '../../renderer/app/bridge.ts'],
  ['main/usage/card.ts', '../../bridge/values/usage.ts'],
];

const down: readonly Arrow[] = [
  ['renderer/frame/card.tsx', '../features/keys/keys-section.tsx'],
  ['renderer/frame/card.tsx', '../panes/pane-props.ts'],
  ['renderer/features/keys/card.tsx', './keys-section.tsx'],
  ['renderer/features/keys/card.tsx', '../../panes/usage/profiles.tsx'],
  ['renderer/features/keys/card.tsx', '../../../bridge/values/failure.ts'],
  ['renderer/panes/usage/card.tsx', '../pane-props.ts'],
  ['renderer/panes/card.tsx', '../app/bridge.ts'],
  ['renderer/app/card.tsx', '../ui/button.tsx'],
  ['renderer/app/card.tsx', '../../bridge/values/failure.ts'],
  ['renderer/ui/card.tsx', './button.css'],
];

/** The three ways in which a file names another one. */
const ways: Readonly<Record<string, (to: string) => string>> = {
  static: (to) => `import { thing } from '${to}';\n\nexport const other = thing;\n`,
  lazy: (to) => `export const load = () => import('${to}');\n`,
  bare: (to) => `import '${to}';\n`,
};

interface Report {
  readonly diagnostics: readonly { readonly category: string; readonly location: { readonly path: unknown } }[];
}

describe('the import rules', () => {
  const tree = mkdtempSync(join(tmpdir(), 'import-rules-'));
  const typeAlone = 'main/usage/type-alone.ts';
  let refused: ReadonlySet<string> = new Set();
  /** The file that holds this arrow, beside the file that it is named after. */
  const fileOf = ([from, to]: Arrow, way: string) =>
    from.replace('card', `${way}-${to.replaceAll(/[^a-z]+/g, '-').replaceAll(/^-|-$/g, '')}`);

  beforeAll(async () => {
    for (const file of ['biome.json', '.gitignore']) copyFileSync(file, join(tree, file));
    for (const arrow of [...up, ...down]) {
      for (const [way, write] of Object.entries(ways)) {
        const file = join(tree, fileOf(arrow, way));
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, write(arrow[1]));
      }
    }
    writeFileSync(
      join(tree, typeAlone),
      `import type { Thing } from '../../bridge/values/usage.ts';\n\nexport type Other = Thing;\n`,
    );
    const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'];
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    const run = promisify(execFile)(process.execPath, args, { cwd: tree, env });
    const { stdout } = await run.catch((failed: { stdout: string }) => failed);
    const { diagnostics } = JSON.parse(stdout) as Report;
    const found = diagnostics.filter(({ category }) => category === 'lint/style/noRestrictedImports');
    refused = new Set(found.map(({ location }) => String(location.path)));
  });
  afterAll(() => rmSync(tree, { recursive: true }));

  it('allow the use cases the types of the bridge, and nothing more of it', () => {
    expect(refused).not.toContain(typeAlone);
  });
  for (const arrow of up) {
    it(`refuse ${arrow[1]} in ${dirname(arrow[0])}`, () => {
      for (const way of Object.keys(ways)) expect(refused).toContain(fileOf(arrow, way));
    });
  }
  for (const arrow of down) {
    it(`allow ${arrow[1]} in ${dirname(arrow[0])}`, () => {
      for (const way of Object.keys(ways)) expect(refused).not.toContain(fileOf(arrow, way));
    });
  }
});
