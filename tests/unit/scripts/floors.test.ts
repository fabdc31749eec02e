import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findImportsUp, floors, importsUp } from '../../../scripts/project/floors.mjs';

const ways: readonly ((to: string) => string)[] = [
  (to) => `import { thing } from '${to}';`,
  (to) => `import type { Thing } from '${to}';`,
  (to) => `import {\n  thing,\n  other,\n} from '${to}';`,
  (to) => `export * from '${to}';`,
  (to) => `const load = () => import('${to}');`,
  (to) => `import '${to}';`,
];
const found = (file: string, to: string) => ways.map((way) => importsUp(file, way(to)).length);

describe('an import', () => {
  it.each([
    ['main/secret/card.ts', '../usage/create-usage.ts'],
    ['main/secret/card.ts', '../directory/directory.ts'],
    ['main/keys/card.ts', '../handover/handover.ts'],
    ['main/keys/card.ts', '../usage/saved-keys.ts'],
    ['main/usage/card.ts', '../tools/tools.ts'],
    ['main/usage/card.ts', '../handlers/respond.ts'],
    ['main/usage/card.ts', '../build-services.ts'],
    ['main/signin/card.ts', '../directory/directory.ts'],
    ['main/oracle/card.ts', '../signin/account.ts'],
    ['main/basics/card.ts', '../oracle/oracle-problem.ts'],
    ['main/shell/card.ts', '../keys/creations.ts'],
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
    ['renderer/features/keys/card.tsx', '../../../main/keydesk.ts'],
  ])('of %s is refused where it runs up: %s', (file, to) => {
    expect(found(file, to)).toEqual(ways.map(() => 1));
  });

  it.each([
    ['main/usage/card.ts', '../secret/secret-contract.ts'],
    ['main/handover/card.ts', '../keys/key-history.ts'],
    ['main/usage/card.ts', './endpoints.ts'],
    ['main/usage/card.ts', '../../bridge/values/usage.ts'],
    ['main/handlers/card.ts', '../shell/sample-tenancy.ts'],
    ['main/card.ts', './handlers/respond.ts'],
    ['renderer/frame/card.tsx', '../features/keys/keys-section.tsx'],
    ['renderer/features/keys/card.tsx', './keys-section.tsx'],
    ['renderer/features/keys/card.tsx', '../../panes/usage/profiles.tsx'],
    ['renderer/features/keys/card.tsx', '../../../bridge/values/failure.ts'],
    ['renderer/panes/usage/card.tsx', '../pane-props.ts'],
    ['renderer/panes/card.tsx', '../app/bridge.ts'],
    ['renderer/app/card.tsx', '../ui/button.tsx'],
    ['renderer/app/card.tsx', '../../bridge/generated/renderer/keydesk.ts'],
    ['renderer/ui/card.tsx', './button.css'],
  ])('of %s is allowed where it runs down: %s', (file, to) => {
    expect(found(file, to)).toEqual(ways.map(() => 0));
  });

  it('runs down everywhere', () => {
    expect(findImportsUp()).toEqual([]);
  });
});

it('every folder stands above what it may import, and the README lists them from the top down', () => {
  const order = Object.keys(floors);
  for (const [folder, below] of Object.entries(floors)) {
    for (const other of below) expect(order.indexOf(other), `${folder} > ${other}`).toBeLessThan(order.indexOf(folder));
  }
  const rows = readFileSync('main/README.md', 'utf8').matchAll(/^\| `([a-z0-9-]+)\/` \|/gm);
  expect([...rows].map(([, folder]) => folder)).toEqual(['handlers', ...order.toReversed()]);
});
