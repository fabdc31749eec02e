import { describe, expect, it } from 'vitest';
import type { AgeBucket, ReportDomain, ReportSummary } from '../../../bridge/values/report.ts';
import { endedSentence, outcomeWords, runningWords } from '../../../renderer/features/all-keys/bulk-words.ts';
import { wholeView } from '../../../renderer/features/all-keys/left-view.ts';
import {
  barName,
  countedSentences,
  gapSentences,
  isNarrow,
  leftOutWords,
  leftWords,
  limitAt,
  overdueSentence,
  takenWords,
} from '../../../renderer/features/all-keys/report-words.ts';
import { blocksBetween } from '../../../renderer/features/users/block-places.ts';

const domain: ReportDomain = {
  id: 'd',
  name: 'Default',
  phase: 'done',
  way: 'list',
  counted: 4,
  countedAtEnd: 4,
  read: 4,
  users: { counted: 2, read: 2 },
  duplicates: 0,
  added: 0,
  vanished: 0,
  usersWithoutNames: 0,
  complete: true,
  reason: null,
};
const buckets: AgeBucket[] = ['0-30', '31-60', '61-90', '91-180', '181-365', 'over-365', 'unknown'];
const summary: ReportSummary = {
  report: '8c7e0d3a-0000-4000-8000-000000000000',
  version: 1,
  places: 1,
  takenAt: '2026-11-01T10:00:00Z',
  tenancyName: 'acme',
  keys: 9841,
  overdue: 37,
  overdueDays: 90,
  histogram: buckets.map((bucket) => ({ bucket, keys: 1 })),
  domains: [domain],
  complete: true,
  unlisted: [],
};

describe('the sentence of the report', () => {
  it.each([
    [{}, '37 of 9,841 keys are older than 90 days'],
    [{ overdue: 1 }, '1 of 9,841 keys is older than 90 days'],
    [{ overdue: 0 }, 'None of 9,841 keys is older than 90 days'],
    [{ overdue: 1, keys: 1, overdueDays: 1 }, '1 of 1 key is older than 1 day'],
    [{ overdue: 0, keys: 0 }, 'There are no customer secret keys'],
    [{ overdue: 0, keys: 0, complete: false }, 'No key has been read'],
    [{ complete: false }, 'At least 37 of 9,841 keys read are older than 90 days'],
  ])('with %o says "%s"', (part, words) => expect(overdueSentence({ ...summary, ...part })).toBe(words));

  it('says that all domains were read, and which one was left out', () => {
    const two = { ...summary, domains: [domain, { ...domain, name: 'Archive', phase: 'left-out' as const }] };
    expect(takenWords(two, Date.parse('2026-11-01T10:05:30Z'))).toBe('The active domain read completely, 5 min ago');
    expect(leftOutWords(two)).toBe('Not read, because it is inactive: Archive');
  });
  it('tells what was counted in each domain, and what happened meanwhile', () => {
    const busy = { ...domain, name: 'Busy', counted: 4000, countedAtEnd: 4001, read: 4001, duplicates: 2, added: 1 };
    const one = { ...domain, name: 'One', counted: 1, countedAtEnd: 1, read: 1, vanished: 1, usersWithoutNames: 3 };
    const out = { ...domain, name: 'Archive', phase: 'left-out' as const };
    expect(countedSentences({ ...summary, domains: [busy, one, out, { ...domain, counted: null }] })).toEqual([
      'Busy: 4,000 keys counted, 4,001 at the end, 4,001 read; 2 rows came twice, 1 key was made meanwhile',
      'One: 1 key counted, 1 read; 1 key was deleted meanwhile, 3 owners have no name',
      'Default: 4 at the end, 4 read',
    ]);
  });
  it('names what is missing, by domain', () => {
    const reason = 'This account may not list the keys of this domain.';
    const gaps = { ...summary, domains: [domain, { ...domain, name: 'Robots', reason }], unlisted: ['Finance'] };
    expect(gapSentences(gaps)).toEqual([
      `Robots: ${reason}`,
      'The domains of these compartments could not be listed: Finance.',
    ]);
    expect(gapSentences(summary)).toEqual([]);
  });
});

describe('the figure of ages', () => {
  it('names its bars', () => {
    expect([barName('over-365', 12), barName('0-30', 1)]).toEqual(['Over a year: 12 keys', '0–30 days: 1 key']);
  });
  it.each([
    [90, 3],
    [30, 1],
    [45, 1.5],
    [365, 5],
    [1000, 5.5],
  ])('draws the limit of %d days behind %d bars', (days, bars) => expect(limitAt(days)).toBe(bars));
});

describe('the words of the list', () => {
  it('tell an honest time', () => {
    expect([leftWords(null), leftWords(0), leftWords(42), leftWords(150)]).toEqual([
      null,
      'About 1 s left',
      'About 42 s left',
      'About 3 min left',
    ]);
  });
  it('know a view that shows less than everything', () => {
    expect(isNarrow(wholeView)).toBe(false);
    expect(isNarrow({ ...wholeView, text: ' ' })).toBe(false);
    expect(isNarrow({ ...wholeView, bucket: 'unknown' })).toBe(true);
    expect(isNarrow({ ...wholeView, sort: { column: 'name', descending: true } })).toBe(false);
  });
});

describe('the blocks of the list of users', () => {
  it.each([
    [[0, 30], []],
    [[90, 110], [100]],
    [
      [1090, 1110],
      [100, 1100],
    ],
    [[99_990, 99_999], [99_100]],
    [[99_990, 200_000], [99_100]],
  ])('for the rows %j are %j', ([from = 0, to = 0], blocks) => {
    expect(blocksBetween(from, to, 100, 100_000)).toEqual(blocks);
  });
});

describe('an action on many keys', () => {
  const counts = { total: 12, done: 12, gone: 0, refused: 0, unclear: 0, untried: 0 };
  const ended = {
    kind: 'ended',
    action: 'delete',
    how: 'done',
    failure: null,
    canResume: false,
    canUndo: false,
  } as const;

  it('tells each outcome that there was', () => {
    expect(endedSentence({ ...ended, counts })).toBe('12 keys deleted.');
    const mixed = { total: 12, done: 1, gone: 1, refused: 2, unclear: 1, untried: 7 };
    expect(endedSentence({ ...ended, action: 'deactivate', counts: mixed })).toBe(
      '1 key deactivated. 1 was gone already. 2 were refused. 1 is unclear: the answer was lost. 7 were not tried.',
    );
  });
  it('tells how far it is, and that Oracle asks to wait', () => {
    const at = { keyName: 'ci-deploy', userName: 'grace.hopper' };
    const running = { kind: 'running', action: 'delete', at, stopping: false, secondsLeft: 4 } as const;
    const partly = { ...counts, done: 5, untried: 7 };
    expect(runningWords({ ...running, counts: partly, waiting: false })).toBe(
      '5 of 12 · ci-deploy of grace.hopper · About 4 s left',
    );
    expect(runningWords({ ...running, counts: partly, waiting: true })).toContain('Oracle asks to wait');
  });
  it('says of a refused key why', () => {
    const failure = { kind: 'forbidden', happened: 'Not allowed.', meaning: null, remedy: null, requestId: null };
    const key = { row: 1, keyName: 'a', userName: 'b', domainName: null, accessKey: 'c' };
    expect(outcomeWords({ ...key, result: 'refused', failure }, 'delete')).toBe('Not allowed.');
    expect(outcomeWords({ ...key, result: 'done', failure: null }, 'delete')).toBe('Deleted');
  });
});
