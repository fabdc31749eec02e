import { describe, expect, it } from 'vitest';
import { failed } from '../../../main/basics/outcome.ts';
import type { SecretKey } from '../../../simulator/keys/secret-key.ts';
import type { Reply } from '../../../simulator/wire/exchange.ts';
import { collected, reportInProcess, rowsOf } from '../../support/parts/report-desk.ts';
import { fc, runs } from '../../support/random/random-runs.ts';
import {
  type Meddle,
  type SimulatorInProcess,
  simulatorInProcess,
} from '../../support/simulator/simulator-in-process.ts';

const day = 86_400_000;

const activeDomains = ({ tenancy }: SimulatorInProcess) => tenancy.domains.filter(({ state }) => state === 'ACTIVE');

/** Makes a key of a user in one of the domains, `days` days old. `draw` chooses the domain and the user. */
function makeKey(simulator: SimulatorInProcess, draw: number, name: string, days: number): void {
  const domains = activeDomains(simulator);
  const domain = domains[draw % domains.length];
  const person = domain?.population.people[draw % (domain.population.people.length || 1)];
  if (domain === undefined || person === undefined) return;
  const owner = domain.population.userOf(person);
  const draft = { displayName: name, description: null, expiresOn: null, status: 'ACTIVE' as const };
  simulator.keys.add(domain, { owner, maker: owner, madeThrough: 'scim', draft, now: Date.now() - days * day });
}

function deleteKey(simulator: SimulatorInProcess, draw: number): void {
  const domains = activeDomains(simulator);
  const domain = domains[draw % domains.length];
  if (domain === undefined) return;
  const all = [...simulator.keys.ofDomain(domain)];
  const key = all[draw % Math.max(1, all.length)];
  if (key !== undefined) simulator.keys.remove(domain, key);
}

const idsOf = (simulator: SimulatorInProcess) =>
  new Set(activeDomains(simulator).flatMap((domain) => [...simulator.keys.ofDomain(domain)].map(({ id }) => id)));

describe('a report and what the service has', () => {
  const tenancies = fc.record({
    seed: fc.string({ minLength: 1, maxLength: 8 }),
    users: fc.integer({ min: 3, max: 150 }),
    mostRows: fc.integer({ min: 8, max: 40 }),
    more: fc.array(
      fc.tuple(
        fc.nat(),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
        fc.integer({ min: -5, max: 4000 }),
      ),
      { maxLength: 20 },
    ),
    full: fc.boolean(),
  });

  it('are the same, key by key, for tenancies of every kind', async () => {
    await fc.assert(
      fc.asyncProperty(tenancies, async ({ more, ...made }) => {
        const simulator = simulatorInProcess(made);
        for (const [draw, name, days] of more) makeKey(simulator, draw, name, days);
        const { report } = reportInProcess(simulator);
        const { complete, keys } = await collected(report);
        expect(complete).toBe(true);
        const rows = await rowsOf(report);
        expect(rows).toHaveLength(keys);
        const shown = (text: string | null) => text ?? '';
        const there = activeDomains(simulator).flatMap((domain) =>
          [...simulator.keys.ofDomain(domain)].map((key: SecretKey) => ({
            domainId: domain.ocid,
            userName: key.owner.userName,
            userOcid: key.owner.ocid,
            email: key.owner.email,
            userState: key.owner.active ? 'active' : 'inactive',
            keyId: key.id,
            name: shown(key.displayName),
            accessKey: key.accessKey,
            created: new Date(key.created).toISOString(),
            expires: key.expiresOn === null ? null : new Date(key.expiresOn).toISOString(),
          })),
        );
        const byId = new Map(rows.map((row) => [row.keyId, row]));
        expect(byId.size).toBe(there.length);
        for (const key of there) expect(byId.get(key.keyId)).toMatchObject(key);
      }),
      { numRuns: runs(50) },
    );
  });

  it('are the same although rows come twice in full pages, which the report counts', async () => {
    const simulator = simulatorInProcess({
      seed: 'twice',
      users: 60,
      mostRows: 10,
      switches: { rowsTwice: true },
    });
    const { report } = reportInProcess(simulator);
    const { domains, complete, keys } = await collected(report);
    expect({ complete, keys }).toEqual({ complete: true, keys: idsOf(simulator).size });
    expect(domains[0]).toMatchObject({ read: 21, duplicates: 7 });
  });

  it('differ by what was made and deleted meanwhile, which the report counts', async () => {
    let asked = 0;
    const simulator = simulatorInProcess({
      seed: 'meanwhile',
      users: 60,
      mostRows: 10,
      meddle(target, answer) {
        const isPage = target.includes('/admin/v1/CustomerSecretKeys');
        if (isPage) asked += 1;
        const reply = answer();
        // After the service has answered with a first page, change keys that such pages contain.
        if (isPage && asked === 6) deleteKey(simulator, 0);
        if (isPage && asked === 7) makeKey(simulator, 0, 'made meanwhile', 0);
        return reply;
      },
    });
    const { report } = reportInProcess(simulator);
    const { domains, complete } = await collected(report);
    expect(complete).toBe(true);
    expect(domains[0]).toMatchObject({ added: 1, vanished: 1 });
  });

  type Trouble =
    | 'nothing'
    | 'make'
    | 'delete'
    | 'exchange'
    | '429'
    | '503'
    | '404'
    | 'lost'
    | 'odd'
    | 'cut'
    | 'other-shape';
  const trouble = fc.oneof(
    { weight: 12, arbitrary: fc.constant<Trouble>('nothing') },
    { weight: 6, arbitrary: fc.constantFrom<Trouble>('make', 'delete', 'exchange') },
    { weight: 1, arbitrary: fc.constantFrom<Trouble>('429', '503', '404', 'lost', 'odd', 'cut', 'other-shape') },
  );
  const readings = fc.record({
    seed: fc.string({ minLength: 1, maxLength: 4 }),
    users: fc.integer({ min: 20, max: 200 }),
    mostRows: fc.integer({ min: 7, max: 25 }),
    switches: fc.record({
      keyLists: fc.constantFrom({}, {}, { Default: 'partial' as const }, { Default: 'refused' as const }),
      keyReferences: fc.constantFrom(true, true, false),
      rowsTwice: fc.constantFrom(false, false, true),
    }),
    troubles: fc.array(fc.tuple(trouble, fc.nat()), { minLength: 1, maxLength: 40 }),
  });

  it('a report that claims to be whole has every key that was there all the time, whatever happens while it reads', async () => {
    let whole = 0;
    let notWhole = 0;
    await fc.assert(
      fc.asyncProperty(readings, async ({ troubles, ...made }) => {
        const waiting = [...troubles];
        const ever = new Set<string>();
        const always = new Set<string>();
        const note = () => {
          const now = idsOf(simulator);
          for (const id of now) ever.add(id);
          for (const id of always) if (!now.has(id)) always.delete(id);
        };
        const meddle: Meddle = (target, answer) => {
          if (!target.includes('/admin/v1/')) return answer();
          const [kind, draw] = waiting.shift() ?? ['nothing', 0];
          if (kind === 'make' || kind === 'exchange') makeKey(simulator, draw, `made ${draw}`, 0);
          if (kind === 'delete' || kind === 'exchange') deleteKey(simulator, draw);
          note();
          return spoil(kind, answer);
        };
        const simulator = simulatorInProcess({ ...made, meddle });
        for (const id of idsOf(simulator)) always.add(id);
        note();
        const { report, defects } = reportInProcess(simulator);
        report.start();
        const standing = await report.settled();
        expect(defects).toEqual([]);
        expect(['done', 'paused']).toContain(standing.kind);
        if (standing.kind !== 'done') return;
        const ids = (await rowsOf(report)).map(({ keyId }) => keyId);
        expect(new Set(ids).size).toBe(ids.length);
        for (const id of ids) expect(ever.has(id)).toBe(true);
        if (!standing.summary.complete) {
          notWhole += 1;
          return;
        }
        whole += 1;
        const read = new Set(ids);
        expect([...always].filter((id) => !read.has(id))).toEqual([]);
      }),
      { numRuns: runs(50) },
    );
    // If all reports were complete, or none, the test would show nothing.
    expect(whole).toBeGreaterThan(runs(50) / 5);
    expect(notWhole).toBeGreaterThan(0);
  });

  function spoil(kind: Trouble, answer: () => Reply): ReturnType<Meddle> {
    const status = (code: number): Reply => ({
      ...answer(),
      status: code,
      body: JSON.stringify({ detail: 'trouble' }),
    });
    switch (kind) {
      case '429':
      case '503':
      case '404':
        return status(Number(kind));
      case 'lost':
        return failed({
          kind: 'timed-out',
          delivery: 'unknown',
          seconds: 20,
          requestId: null,
          host: '127.0.0.1:9',
        });
      case 'odd':
        return { ...answer(), body: String(answer().body).replace('"accessKey":"', '"accessKey":"\\u0000') };
      case 'cut':
        return { ...answer(), body: String(answer().body).slice(0, 50) };
      case 'other-shape':
        return { ...answer(), body: JSON.stringify({ items: 3 }) };
      default:
        return answer();
    }
  }
});
