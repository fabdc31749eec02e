import { concurrentMap } from '../basics/concurrent-map.ts';
import { failed, success } from '../basics/outcome.ts';
import type { Answer, ClassicLists } from '../oracle/oracle-client.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';
import type { Gap } from './gap.ts';
import type { CollectOptions } from './read-pages.ts';

const usersAtOnce = 4;
/** After so many failures in a row the reading breaks off. */
const mostFailures = 20;

/** A tenancy without identity domains: the users page by page, then the keys of one user after the other, a few at a time. */
export async function collectClassic(options: Omit<CollectOptions, 'lists'> & { lists: ClassicLists }): Answer<null> {
  const { reading, lists, ask, columns, onRead, onKeys } = options;
  const { classic } = reading;
  reading.phase = 'reading';
  while (!classic.listed) {
    const page = await ask(reading, (signal) => lists.users(classic.page, signal));
    if (!page.ok) return page;
    for (const user of page.value.rows) {
      if (user === null) classic.unreadableUsers += 1;
      else classic.waiting.push(user);
    }
    classic.page = page.value.next;
    classic.listed = page.value.next === null;
    onRead();
  }

  let inARow = 0;
  let problem: OracleProblem | null = null;
  const waiting = [...classic.waiting];
  const unread = new Set(waiting);
  await concurrentMap(waiting, usersAtOnce, async (user) => {
    if (problem !== null) return;
    const keys = await ask(reading, (signal) => lists.keysOf(user, signal));
    if (!keys.ok) {
      const { kind } = keys.problem;
      inARow += 1;
      if (kind === 'cancelled' || inARow >= mostFailures) {
        problem ??= keys.problem;
        return;
      }
      // The user was deleted since the list was read, and has no keys.
      if (kind !== 'not-found') {
        reading.left = { users: (reading.left?.users ?? 0) + 1, problem: reading.left?.problem ?? keys.problem };
        return;
      }
    }
    inARow = 0;
    classic.read += 1;
    unread.delete(user);
    if (!keys.ok) return;
    for (const key of keys.value) {
      if (key === null) reading.unreadable += 1;
      else columns.putKey(reading.index, key);
    }
    columns.putUser(reading.index, user, false);
    onRead();
  });
  classic.waiting.splice(0, classic.waiting.length, ...unread);
  if (problem !== null) return failed(problem);
  onKeys();
  const gaps: Gap[] = [];
  if (reading.left !== null) gaps.push({ kind: 'users-left', ...reading.left });
  const unreadable = reading.unreadable + classic.unreadableUsers;
  if (unreadable > 0) gaps.push({ kind: 'unreadable', rows: unreadable });
  reading.gaps = gaps;
  reading.phase = 'done';
  columns.touch();
  return success(null);
}
