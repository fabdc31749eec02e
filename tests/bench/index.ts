import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { cases } from './cases.ts';
import type { Figure } from './figure.ts';
import { tableOf } from './table.ts';

/**
 * `npm run bench`: a table; with `--json` one JSON object on standard output; with `--only NAME` one case. A missed limit is shown
 * but is no failure, since figures of a busy machine prove nothing. A case that cannot be measured is a failure: exit code 1.
 */
const { values } = parseArgs({ options: { json: { type: 'boolean' }, only: { type: 'string' } } });
const chosen = cases.filter(({ name }) => values.only === undefined || name === values.only);
if (chosen.length === 0) {
  process.stderr.write(`There is no case ${values.only}: there are ${cases.map(({ name }) => name).join(', ')}.\n`);
  process.exitCode = 2;
}

const figures: Figure[] = [];
const failures: { name: string; reason: string }[] = [];
for (const { name, measure } of chosen) {
  if (!values.json) process.stderr.write(`Measuring ${name} ...\n`);
  try {
    figures.push(...(await measure()));
  } catch (error) {
    failures.push({ name, reason: error instanceof Error ? error.message : String(error) });
    process.exitCode = 1;
  }
}

const { electron = null, node } = process.versions;
const machine = { platform: process.platform, arch: process.arch, cpus: cpus().length, node, electron };
if (values.json) {
  process.stdout.write(`${JSON.stringify({ takenAt: new Date().toISOString(), machine, figures, failures })}\n`);
} else {
  process.stdout.write(`${tableOf(figures)}\n`);
  for (const { name, reason } of failures) process.stdout.write(`${name} could not be measured: ${reason}\n`);
}
