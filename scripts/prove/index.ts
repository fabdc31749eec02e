import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { checkout } from '../project/checkout.mjs';
import { usualConfigFile } from './open-tenancy.ts';
import { groups } from './probe-table.ts';
import { prove } from './prove.ts';

const usage = `npm run prove -- --profile NAME [--config-file FILE] [--user USER-NAME] [--without GROUP,GROUP] [--yes]

  --profile NAME      the profile of the OCI configuration file that signs
  --config-file FILE  another file than the OCI CLI's
  --user USER-NAME    tries the keys of this user of your domain, made for it and without keys; you must be an administrator there
  --without GROUPS    leaves these out, of ${groups.map(({ name }) => name).join(', ')}
  --yes               begins without asking`;
const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const text = { type: 'string' } as const;
  const options = { profile: text, 'config-file': text, user: text, without: text, yes: { type: 'boolean' } } as const;
  const { values } = parseArgs({ options });
  const without = values.without?.split(',') ?? [];
  const unknown = without.find((name) => !groups.some((group) => group.name === name));
  if (unknown !== undefined) throw new Error(`There is no group ${unknown}.`);
  if (!values.profile) throw new Error(usage);

  // A signal stops the probes, and all that they made is deleted. A second signal has no effect: Ctrl+C sends a signal to each program of
  // the terminal, and `prove.mjs` passes on its own.
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop.abort());
  return prove({
    source: {
      configFile: resolve(values['config-file'] ?? usualConfigFile()),
      profile: values.profile,
      user: values.user ?? null,
    },
    groups: groups.filter(({ name }) => !without.includes(name)),
    version: JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')).version,
    journalFile: join(homedir(), '.keydesk-prove', 'made.jsonl'),
    transcriptFile: join(checkout, 'out', 'prove', `${new Date().toISOString().slice(0, 16).replace(':', '-')}.txt`),
    say,
    confirm: async (question) => values.yes === true || ask(question),
    signal: stop.signal,
  });
}

async function ask(question: string): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new Error(`${question} There is no terminal to answer at: run this again with --yes.`);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^y(?:es)?$/i.test(answer.trim());
}

// `prove.mjs` runs this in Electron's own Node.
process.exitCode = await main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  return 1;
});
