import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../project/checkout.mjs';
import { factsOf, member, rowsIn } from './facts.ts';
import { type Ask, need, notPossible, type ProbeCode } from './probe.ts';
import { credentials } from './probes/credentials.ts';
import { keys } from './probes/keys.ts';
import { s3 } from './probes/s3.ts';
import type { Service, Side } from './side.ts';

/** A row of `docs/probes.md`. `settles` is the beginning of the line of `docs/oracle.md` that the probe confirms or refutes. */
export interface Probe {
  readonly id: string;
  readonly question: string;
  readonly settles: string;
  readonly ask: Ask;
}
/** A table of `docs/probes.md`. All that its probes make is deleted at the end. */
export interface ProbeGroup {
  readonly name: string;
  readonly makes: string;
  readonly probes: readonly Probe[];
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
export const probePage = readFileSync(join(checkout, 'docs', 'probes.md'), 'utf8');
export const probeCode: ProbeCode = { ...keys, ...credentials, ...s3 };

const cellsOf = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** All probes, in the order of a run: later probes use what earlier probes have made. */
export const groups: readonly ProbeGroup[] = [...probePage.matchAll(/^## ([a-z0-9-]+): (.*)\n([^#]*)/gm)].map(
  ([, name = '', makes = '', table = '']) => ({
    name,
    makes,
    probes: table
      .split('\n')
      .map(cellsOf)
      .flatMap(([id = '', question = '', does = '', settles = '']) => {
        const ask = probeCode[id] ?? requestOf(does);
        return ask === null ? [] : [{ id, question, settles, ask }];
      }),
  }),
);

/** The request that the words of the table describe: "`GET domain/Me` as session, fields". Null for other words. */
function requestOf(does: string): Ask | null {
  const [, to, path = '', query = '', how = ''] =
    /^`GET (classic|domain|other domain|storage)\/([^?`]*)\??([^`]*)`(.*)$/.exec(does) ?? [];
  if (to === undefined) return null;
  return async (side) => {
    if (how.includes('as administrator') && !side.isAdministrator)
      throw notPossible('it needs an administrator of the domain');
    if (how.includes('as user') && side.isAdministrator) throw notPossible('it needs a user who is no administrator');
    const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => fillIn(side, name));
    const pairs = query.split('&').map((pair) => /^([^=]+)=(.*)$/.exec(pair));
    const reply = await side.send({
      method: 'GET',
      to: to as Service,
      path: path.split('/').map(fill),
      query: Object.fromEntries(pairs.flatMap((pair) => (pair ? [[pair[1] ?? '', fill(pair[2] ?? '')]] : []))),
      ahead: how.includes('clock ahead') ? 6 * MINUTE : 0,
      ...(how.includes('as session') ? { as: need(side.left.session, 'a session') } : {}),
    });
    const total = Number(member(reply.json, 'totalResults'));
    const rows =
      member(reply.json, 'Resources') === undefined ? 'left out' : ['none', 'one'][rowsIn(reply.json).length];
    return factsOf(side.redaction, reply, {
      fields: how.includes('fields'),
      more: how.includes('rows') ? [`total ${['0', '1'][total] ?? 'more'}`, `rows ${rows ?? 'more'}`] : [],
    });
  };
}

function fillIn({ userOcid, tenancyOcid }: Side, name: string): string {
  if (name === 'user') return userOcid;
  if (name === 'tenancy') return tenancyOcid;
  if (name === 'tomorrow') return new Date(Date.now() + DAY).toISOString();
  return Array.from({ length: 40 }, () => `user.ocid eq "${userOcid}"`).join(' or ');
}
