import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkout } from '../../../../scripts/project/checkout.mjs';
import { groups, probeCode, probePage } from '../../../../scripts/prove/probe-table.ts';

const facts = readFileSync(join(checkout, 'docs', 'oracle.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '));
const probes = groups.flatMap((group) => group.probes);
const outOfReach = [...probePage.slice(probePage.indexOf('## Out of reach')).matchAll(/^\| (.+?) \|/gm)]
  .map(([, line = '']) => line)
  .filter((line) => line !== 'Line');

describe('the page of probes', () => {
  it('has every probe that there is code for, and none that nothing can be asked for', () => {
    const rows = [...probePage.matchAll(/^\| ([a-z0-9-]+-\d+) \|/gm)].map(([, id]) => id);
    expect(probes.map(({ id }) => id)).toEqual(rows);
    expect(rows).toEqual(expect.arrayContaining(Object.keys(probeCode)));
    expect(new Set(rows).size).toBe(rows.length);
    expect(rows.length).toBeGreaterThan(40);
  });

  it('names for each probe a line of what is known of Oracle', () => {
    const lines = [...probes.map(({ settles }) => settles), ...outOfReach];
    expect(lines.filter((line) => facts.filter((fact) => fact.startsWith(`| ${line}`)).length !== 1)).toEqual([]);
  });

  it('leaves no line out that is unconfirmed', () => {
    const settled = [...probes.map(({ settles }) => settles), ...outOfReach];
    const unconfirmed = facts.filter((fact) => fact.includes('**unconfirmed**'));
    expect(unconfirmed.length).toBeGreaterThan(20);
    expect(unconfirmed.filter((fact) => !settled.some((line) => fact.startsWith(`| ${line}`)))).toEqual([]);
  });
});
