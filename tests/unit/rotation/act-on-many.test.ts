import { expect, test } from 'vitest';
import { success } from '../../../main/basics/outcome.ts';
import type { Question } from '../../../main/basics/question.ts';
import { createActOnMany } from '../../../main/rotation/act-on-many.ts';
import type { LedgerLine } from '../../../main/rotation/ledger-line.ts';
import { type Plan, reducePlan } from '../../../main/rotation/plan.ts';
import type { PlanRow } from '../../../main/rotation/plan-row.ts';
import { chosen, nextId } from '../../support/parts/rotation-lines.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

/** A rotation whose old key may be deleted. */
function duePlan(keyName: string): Plan {
  const line = { v: 1, at: '2026-01-01T00:00:00.000Z', by: null, previous: '', hash: '', ...chosen(nextId()) };
  const plan = unwrap(reducePlan(null, line as LedgerLine));
  if (plan === null) throw new Error('The line begins no rotation.');
  return { ...plan, keyName, phase: 'observing', until: '2026-01-08T00:00:00.000Z' };
}

test('several old keys are deleted only when the person agrees in the system’s dialog, which names and counts them', async () => {
  const plans = ['nightly', 'backup\u202E', 'ci', 'a', 'b', 'c'].map(duePlan);
  const asked: Question[] = [];
  const begun: number[] = [];
  let answer = false;
  let locked = false;
  const { deleteDue } = createActOnMany({
    ledger: { append: async () => success(null) },
    steps: { deactivate: async () => success(null), remove: async () => success(null) },
    findAll: async (ids) => success(plans.filter(({ id }) => ids.includes(id))),
    list: { row: () => ({}) as PlanRow },
    many: {
      start(_what, items) {
        begun.push(items.length);
        return success(null);
      },
    },
    tried: (_id, work) => work(),
    ask: async (question) => asked.push(question) > 0 && answer,
    book: { handedOverTo: () => null },
    isLocked: () => locked,
    now: () => '2026-02-01T00:00:00.000Z',
  });
  const ids = plans.map(({ id }) => id);
  unwrap(await deleteDue(ids));
  expect(begun).toEqual([]);
  expect(asked).toMatchObject([{ message: 'Delete 6 old keys?', button: 'Delete' }]);
  expect(asked[0]?.detail).toContain('nightly of ');
  expect(asked[0]?.detail).toContain('backup<U+202E> of ');
  expect(asked[0]?.detail).toContain('and 1 more');
  answer = true;
  locked = true;
  unwrap(await deleteDue(ids));
  expect(begun).toEqual([]);
  locked = false;
  unwrap(await deleteDue(ids));
  // For a single key main does not ask, since the page has already named the key.
  unwrap(await deleteDue(ids.slice(0, 1)));
  expect(begun).toEqual([6, 1]);
  expect(asked).toHaveLength(3);
});
