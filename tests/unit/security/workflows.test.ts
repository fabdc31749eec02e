import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkout } from '../../../scripts/project/checkout.mjs';

const folder = join(checkout, '.github', 'workflows');
const workflows = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));

describe('the workflows of GitHub Actions', () => {
  it('are the two that run the tests and make a release', () => {
    expect(workflows.map(({ name }) => name).toSorted()).toEqual(['ci.yml', 'release.yml']);
  });

  it.each(workflows)('$name: pins every action by its hash, and says which version that is', ({ text }) => {
    const used = [...text.matchAll(/^\s*(?:- )?uses: (.+)$/gm)].map(([, action = '']) => action);
    expect(used).not.toEqual([]);
    expect(used.filter((action) => !/^actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
  });

  it.each(workflows)('$name: may only read, but for the one job that publishes', ({ name, text }) => {
    expect(text).toMatch(/^permissions:\n {2}contents: read\n\n/m);
    const more = [...text.matchAll(/^\s+(\S+): write/gm)].map(([, permission]) => permission);
    expect(more).toEqual(name === 'release.yml' ? ['contents', 'id-token', 'attestations'] : []);
  });

  it.each(workflows)('$name: keeps no credential in a checkout, and gives each job an end', ({ text }) => {
    const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
    expect(count(/persist-credentials: false/g)).toBe(count(/uses: actions\/checkout@/g));
    expect(count(/timeout-minutes: \d+/g)).toBe(count(/runs-on: /g));
  });

  it.each(workflows)('$name: puts nothing that somebody else wrote into a command', ({ text }) => {
    const inserted = text.split('\n').filter((line) => line.includes('${{'));
    const asValue = /^\s+(?:- )?(?!run\b)[A-Za-z_-]+: [\w-]*\$\{\{.*\}\}$/;
    expect(inserted.filter((line) => !asValue.test(line))).toEqual([]);
  });

  it('shows no secret to a pull request', () => {
    const ci = workflows.find(({ name }) => name === 'ci.yml')?.text ?? '';
    expect(ci).not.toMatch(/secrets\.|pull_request_target/);
  });
});
