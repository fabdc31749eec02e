import { expect, test } from 'vitest';
import type { LedgerLine, NewLine } from '../../../main/rotation/ledger-line.ts';
import { type Plan, reducePlan } from '../../../main/rotation/plan.ts';
import type { PlanEvent } from '../../../main/rotation/plan-events.ts';
import { chosen, lineAbout, nextId } from '../../support/parts/rotation-lines.ts';
import { fc, runs } from '../../support/random/random-runs.ts';

const START = Date.parse('2026-11-27T08:00:00Z');
const HOUR = 3_600_000;
const id = nextId();
const lineAt = (at: number, line: NewLine): LedgerLine =>
  ({ v: 1, at: new Date(at).toISOString(), by: null, previous: '', hash: '', ...line }) as LedgerLine;

/** Every event with every key, and waiting times of any length. */
const moves = (at: number, hours: number): readonly NewLine[] => {
  const until = new Date(at + hours * HOUR).toISOString();
  const events: readonly PlanEvent[] = [
    { event: 'making', creation: 'c' },
    { event: 'made' },
    { event: 'not-made' },
    { event: 'secret-lost' },
    { event: 'secret-held' },
    { event: 'new-deleted' },
    { event: 'new-gone' },
    { event: 'room-deleting' },
    { event: 'room-deleted' },
    { event: 'room-kept' },
    { event: 'handed-over', way: 'print', to: null },
    { event: 'confirmed', proof: 'test' },
    { event: 'confirmed', proof: 'receipt' },
    { event: 'confirmed', proof: 'word' },
    { event: 'deactivating' },
    { event: 'deactivated', until },
    { event: 'not-deactivated', unclear: hours % 2 === 0 },
    { event: 'waiting', until },
    { event: 'reactivating' },
    { event: 'reactivated' },
    { event: 'not-reactivated', unclear: hours % 2 === 0 },
    { event: 'deleting' },
    { event: 'deleted' },
    { event: 'not-deleted' },
    { event: 'old-gone' },
    { event: 'skipped' },
    { event: 'stopped' },
    { event: 'paused' },
    { event: 'resumed' },
    { event: 'renamed', name: 'nightly-old' },
    { event: 'taken-over', packedHere: false },
  ];
  return events.flatMap((event) => (['old', 'new', 'room', 'none'] as const).map((key) => lineAbout(id, key, event)));
};

/** The number of new keys that exist after these lines. */
function newKeys(past: readonly LedgerLine[]): number {
  const there = new Set<string | null>();
  for (const { event, keyId } of past) {
    if (event === 'made' || event === 'secret-lost') there.add(keyId);
    if (event === 'new-deleted') there.delete(keyId);
  }
  return there.size;
}

/** Events that end a walk or lead nowhere. They are drawn less often. */
const rare = ['old-gone', 'new-gone', 'skipped', 'stopped', 'paused', 'resumed', 'renamed', 'taken-over'];

const how = fc.constantFrom('guided', 'saved', 'packet');
const steps = fc.array(
  fc.record({ draw: fc.noBias(fc.nat({ max: 1_000_000 })), hours: fc.integer({ min: 1, max: 200 }) }),
  { minLength: 60, maxLength: 100 },
);

test('no walk through the events deletes early, deactivates unproved, or leaves a key behind', () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(how, steps, (of, walk) => {
      let now = START;
      let plan: Plan | null = null;
      const past: LedgerLine[] = [];
      const take = (line: NewLine) => {
        const next = lineAt(now, line);
        const reduced = reducePlan(plan, next);
        if (!reduced.ok) return;
        plan = reduced.value;
        past.push(next);
      };
      take(chosen(id, { how: of }));
      for (const { draw, hours } of walk) {
        // Draw only from the events that are possible now, so that a walk gets far.
        const possible = moves(now, hours)
          .filter(({ event }) => draw % 8 === 0 || !rare.includes(event))
          .filter((line) => reducePlan(plan, lineAt(now, line)).ok);
        const names = [...new Set(possible.map(({ event }) => event))];
        const ofName = possible.filter(({ event }) => event === names[draw % names.length]);
        const line = ofName[hours % ofName.length];
        if (line === undefined) break;
        take(line);
        reached.add(line.event);
        if (draw % 3 === 0) now += hours * HOUR;

        const last = past.at(-1);
        const since = past.slice(past.findLastIndex(({ event }) => event === 'making'));
        if (last?.event === 'deactivating' || last?.event === 'waiting') {
          expect(since.some(({ event }) => event === 'handed-over')).toBe(true);
          const proofs = since.flatMap((each) => (each.event === 'confirmed' ? [each.proof] : []));
          expect(of === 'packet' ? proofs.filter((proof) => proof !== 'test') : proofs).not.toEqual([]);
        }
        if (last?.event === 'deleting') {
          const waited = past.findLast((each) => each.event === 'deactivated' || each.event === 'waiting');
          expect(waited !== undefined && 'until' in waited && waited.until <= last.at).toBe(true);
          expect(last.keyId).toBe('old-key');
        }
        // A second key is made only after the first was deleted for good.
        if (last?.event === 'making') expect(newKeys(past)).toBe(0);
      }
    }),
    { numRuns: runs(400) },
  );
  expect([...reached].toSorted()).toEqual([...new Set(moves(START, 1).map(({ event }) => event))].toSorted());
});

test('a rotation begins once, and after its end nothing of it is possible', () => {
  const begun = reducePlan(null, lineAt(START, chosen(id)));
  const plan = begun.ok ? begun.value : null;
  expect(reducePlan(plan, lineAt(START, chosen(id))).ok).toBe(false);
  const ended = reducePlan(plan, lineAt(START, lineAbout(id, 'old', { event: 'skipped' })));
  for (const line of moves(START, 1)) {
    expect(reducePlan(ended.ok ? ended.value : null, lineAt(START, line)).ok).toBe(false);
    expect(reducePlan(null, lineAt(START, line)).ok).toBe(false);
  }
});

test('an event of a newer Keydesk changes nothing and is passed over', () => {
  const line = { ...lineAt(START, chosen(id)), event: 'packet-blessed' } as unknown as LedgerLine;
  expect(reducePlan(null, line)).toEqual({ ok: true, value: null });
});
