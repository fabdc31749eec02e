import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { policyNames } from '../../../bridge/values/policy.ts';
import { parsePolicy } from '../../../main/policy/policy-file.ts';
import { takePolicy } from '../../../main/policy/take-policy.ts';
import { checkout } from '../../../scripts/project/checkout.mjs';
import { adml, admx, examplePolicy, mobileconfig, policyTable } from '../../../scripts/project/policy-files.ts';

// After a change of the schema: `npx vitest run tests/unit/packaging/policy-files.test.ts -u`.

describe('what is made from the schema of the policies', () => {
  it('is the table that administrators read', async () => {
    const page = readFileSync(join(checkout, 'docs', 'administrators.md'), 'utf8');
    const [before = '', rest = ''] = page.split(/(?<=<!-- policies: made from main\/policy\/policy-schema\.ts -->\n)/);
    const [, after] = rest.split(/(?=<!-- end of policies -->)/);
    // Without the second mark, writing the table would cut off the rest of the page.
    if (after === undefined) throw new Error('docs/administrators.md has no mark behind the table of policies');
    await expect(`${before}\n${policyTable()}\n${after}`).toMatchFileSnapshot('../../../docs/administrators.md');
  });

  it('is an example of each system', async () => {
    const folder = '../../../packaging/policy';
    await expect(examplePolicy()).toMatchFileSnapshot(`${folder}/policy.json`);
    await expect(admx()).toMatchFileSnapshot(`${folder}/keydesk.admx`);
    await expect(adml()).toMatchFileSnapshot(`${folder}/en-US/keydesk.adml`);
    await expect(mobileconfig()).toMatchFileSnapshot(`${folder}/keydesk.mobileconfig`);
  });

  it('is a file that Keydesk takes without a remark', () => {
    const parsed = parsePolicy(Buffer.from(examplePolicy()));
    const taken = takePolicy(parsed.ok ? [{ source: 'example', values: parsed.value }] : []);
    expect(Object.keys(taken.prescribed).toSorted()).toEqual([...policyNames].toSorted());
    expect(taken).toMatchObject({ trouble: null, remarks: [] });
  });

  it('has words for everything that the group policy editor shows', () => {
    const texts = new Set([...adml().matchAll(/<string id="([^"]+)">/g)].map(([, id]) => id));
    const shown = [...admx().matchAll(/\$\(string\.([^)]+)\)/g)].map(([, id]) => id);
    expect(shown.filter((id) => !texts.has(id))).toEqual([]);
    const controls = [...adml().matchAll(/refId="([^"]+)"/g)].map(([, id]) => id);
    const elements = [...admx().matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(controls).toEqual(elements);
  });
});
