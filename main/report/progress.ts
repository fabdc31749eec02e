import type { ReportProgress } from '../../bridge/values/report.ts';
import type { Clock } from '../basics/clock.ts';
import type { Columns } from './columns.ts';
import type { DomainReading } from './domain-reading.ts';

/** With fewer answers the remaining time would be a guess. */
const fewestAnswers = 4;

/** How far the reading is, and how long it will take: by the pace that the limits allow, and by how fast the service has answered. */
export function createProgress(clock: Pick<Clock, 'now'>) {
  let began = 0;
  let answers = 0;

  return {
    begin(): void {
      began = clock.now();
      answers = 0;
    },
    sent(): void {
      answers += 1;
    },
    of(readings: readonly DomainReading[], columns: Columns): ReportProgress {
      const read = readings.filter(({ phase }) => phase !== 'left-out');
      const counts = read.map((reading) => countOf(reading, columns));
      const done = counts.reduce((sum, each) => sum + each.done, 0);
      const isCounted = read.length > 0 && counts.every(({ of }) => of !== null);
      const counted = counts.reduce((sum, each) => sum + (each.of ?? 0), 0);
      const of = isCounted ? Math.max(done, counted) : null;
      if (of === null || answers < fewestAnswers) return { done, of, secondsLeft: null };
      const left = read.filter(({ phase }) => phase !== 'done' && phase !== 'failed');
      const byLimits = Math.max(0, ...left.map((reading) => reading.pace.estimate(requestsLeft(reading))));
      const requests = left.reduce((sum, reading) => sum + requestsLeft(reading), 0);
      const byAnswers = ((clock.now() - began) / answers) * requests;
      return { done, of, secondsLeft: Math.ceil(Math.max(byLimits, byAnswers) / 1000) };
    },
  };
}

function countOf(reading: DomainReading, columns: Columns): { done: number; of: number | null } {
  const { domain, classic, keys, users, phase, index } = reading;
  if (domain === null) {
    return { done: classic.read, of: classic.listed ? classic.read + classic.waiting.length : null };
  }
  const done = columns.count(index) + users.distinct();
  if (phase === 'done' || phase === 'failed') return { done, of: done };
  const counted = reading.way === 'filters' ? columns.count(index) : keys.firstTotal();
  const usersCounted = reading.usersRefusal === null ? users.firstTotal() : 0;
  return { done, of: counted === null || usersCounted === null ? null : counted + usersCounted };
}

/** Three more requests check whether anything is missing. */
const requestsLeft = ({ domain, keys, users, classic, toFilter }: DomainReading): number =>
  domain === null ? classic.waiting.length : keys.left() + users.left() + Math.ceil(toFilter.size / 40) + 3;
