import { expect, test } from 'vitest';
import { success } from '../../../main/basics/outcome.ts';
import type { Creations } from '../../../main/keys/creations.ts';
import type { LedgerLine, NewLine } from '../../../main/rotation/ledger-line.ts';
import { type Plan, reducePlan } from '../../../main/rotation/plan.ts';
import { createResumePlan } from '../../../main/rotation/resume-plan.ts';
import { chosen, lineAbout, nextId } from '../../support/parts/rotation-lines.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const at = '2026-11-27T08:00:00.000Z';

const keyOf = (event: string) =>
  event.startsWith('room') ? 'room' : event === 'made' || event === 'secret-lost' ? 'new' : 'old';

/**
 * Resumes a rotation with these lines, and gives the lines that the resume adds. The user's list has a key with the new key's name.
 * `creation`: what the journal of creations knows of the new key.
 */
async function settledAfter(
  more: readonly Parameters<typeof lineAbout>[2][],
  creation: Awaited<ReturnType<Creations['find']>> = success(null),
): Promise<readonly string[]> {
  const id = nextId();
  const lines: readonly NewLine[] = [chosen(id), ...more.map((event) => lineAbout(id, keyOf(event.event), event))];
  const plan = lines.reduce<Plan | null>(
    (before, line) => unwrap(reducePlan(before, { v: 1, at, by: null, previous: '', hash: '', ...line } as LedgerLine)),
    null,
  );
  if (plan === null) throw new Error('there is no rotation');
  const written: string[] = [];
  const theirs = { id: 'their-key', name: 'nightly-2', accessKey: 'ab', created: at, status: { kind: 'unreported' } };
  const resume = createResumePlan({
    steps: {
      waitingEnd: () => at,
      step: (_, work) => work(plan),
      list: async () => success({ keys: [theirs], unreadable: 0 }) as never,
      add: async (_, key, { event }) => {
        written.push(`${event} ${key?.keyId}`);
        return success(null);
      },
    },
    creations: { find: async () => creation },
  });
  unwrap(await resume(id));
  return written;
}

test('a key of the new name is not taken for ours while room was still being made', async () => {
  expect(await settledAfter([{ event: 'making', creation: 'c' }, { event: 'room-deleting' }])).toEqual([
    'room-deleted third-key',
    'not-made old-key',
  ]);
});

test('a key of the new name is taken for ours when its creation may have been closed already', async () => {
  expect(await settledAfter([{ event: 'making', creation: 'c' }])).toEqual(['made their-key']);
});

test('a secret that a crash took after the ledger had its key is known as lost, and one that is found after all is not', async () => {
  const made = [{ event: 'making', creation: 'c' }, { event: 'made' }] as const;
  const inPhase = (phase: 'created' | 'lost') => success({ phase, key: { keyId: 'new-key', accessKey: 'cd' } });
  expect(await settledAfter(made, inPhase('lost'))).toEqual(['secret-lost new-key']);
  expect(await settledAfter(made, inPhase('created'))).toEqual([]);
  // The person has closed the secret, so only the person knows where it is stored.
  expect(await settledAfter(made)).toEqual([]);
  const lost = [...made, { event: 'secret-lost' }] as const;
  expect(await settledAfter(lost, inPhase('created'))).toEqual(['made new-key']);
  expect(await settledAfter(lost, inPhase('lost'))).toEqual([]);
});
