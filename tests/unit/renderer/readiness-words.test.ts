import { describe, expect, it } from 'vitest';
import { attemptSchema } from '../../../bridge/values/usage.ts';
import {
  clockWords,
  durationWords,
  type Ended,
  type Finding,
  pastAndToCome,
  progressOf,
  readinessWords,
  shortWords,
  type Testing,
} from '../../../renderer/panes/usage/readiness-words.ts';

const findings: readonly Finding[] = attemptSchema.shape.finding.options;
const start = 1_800_000_000_000;

const attempt = (finding: Finding, clockAheadSeconds: number | null = 0) =>
  ({ finding, text: null, requestId: null, clockAheadSeconds, waitSeconds: null }) as const;

const tested = {
  source: { kind: 'saved', id: '00000000-0000-4000-8000-000000000001' },
  keyName: 'ci-deploy',
  endpoint: 'https://acme.compat.objectstorage.eu-frankfurt-1.oraclecloud.com',
  region: 'eu-frankfurt-1',
  attempts: 12,
  startedAt: start,
} as const;

const testing = (finding: Finding | null, successSince: number | null = null): Testing => ({
  ...tested,
  kind: 'testing',
  last: finding === null ? null : attempt(finding),
  successSince,
  unbrokenMs: 60_000,
  until: start + 600_000,
});

const ended = (how: Ended['how'], finding: Finding | null): Ended => ({
  ...tested,
  kind: 'ended',
  last: finding === null ? null : attempt(finding),
  endedAt: start + 600_000,
  how,
});

const all = (state: Testing | Ended) => {
  const { title, text, remedy } = readinessWords(state);
  return [title, text, remedy].filter((words) => words !== null).join(' ');
};

describe('what a test waits for', () => {
  it.each(findings)('has words for "%s", which ask for nothing', (finding) => {
    const { title, text, remedy } = readinessWords(testing(finding));
    expect(title).not.toMatch(/\.$/);
    expect(text).toMatch(/\.$/);
    expect(remedy).toBeNull();
  });

  it('are told apart', () => {
    expect(new Set(findings.map((finding) => all(testing(finding)))).size).toBe(findings.length);
  });

  it('says before the first answer that it is on its way', () => {
    expect(all(testing(null))).toBe('Asking Object Storage The first answer is on its way.');
  });

  it('says that a new key takes time, and that the region may be wrong', () => {
    expect(all(testing('not-there'))).toContain(
      'Oracle does not know the key yet, or eu-frankfurt-1 is the wrong region. New keys take up to ten minutes.',
    );
  });

  it('says of a busy service how long it asks to be left alone, where it does', () => {
    const state = testing('busy');
    expect(all(state)).not.toContain('asks');
    const asked = { ...state, last: { ...attempt('busy'), waitSeconds: 90 } };
    expect(all(asked)).toContain('It asks to be left alone for 1 min 30 s.');
  });

  it('says how long a key has to work, and that listing is not everybody’s', () => {
    expect(all(testing('works', start))).toContain('worked for 60 s without a failure');
    expect(all(testing('works-without-listing', start))).toMatch(/may not list buckets.*nothing is wrong with the key/);
  });

  it('names what answered where it is not Object Storage', () => {
    expect(all(testing('not-s3'))).toContain(`What answers at ${tested.endpoint} does not speak S3`);
  });
});

describe('the end of a test', () => {
  it('is calm where the key is ready, and says what it may not do', () => {
    expect(readinessWords(ended('ready', 'works'))).toMatchObject({
      tone: 'accent',
      title: 'Ready to use',
      remedy: null,
    });
    expect(all(ended('ready', 'works'))).not.toContain('buckets');
    expect(all(ended('ready', 'works-without-listing'))).toContain('may not list buckets');
  });

  it.each(findings)('says what to do where it failed with "%s"', (finding) => {
    const words = readinessWords(ended('failed', finding));
    expect(words.tone).toBe('loss');
    expect(words.text).toMatch(/\.$/);
    expect(words.remedy).toMatch(/\.$/);
  });

  it.each(findings)('says what to do, and what was tried, where it was given up with "%s"', (finding) => {
    const words = readinessWords(ended('gave-up', finding));
    expect(words.tone).toBe('warning');
    expect(words.text).toContain('Keydesk gave up after 12 attempts in 10 min.');
    expect(words.remedy).toMatch(/\.$/);
  });

  it('tells a wrong secret from a wrong region', () => {
    expect(all(ended('failed', 'wrong-secret'))).toMatch(/knows the access key, but with another secret key/);
    expect(all(ended('gave-up', 'not-there'))).toMatch(/wrong region.*Choose another region/);
  });

  it('says that nothing is known where not one attempt came to an end', () => {
    expect(all(ended('gave-up', null))).toMatch(/^No answer Not one attempt came to an end/);
  });

  it('says that stopping changed nothing', () => {
    expect(all(ended('stopped', 'works'))).toMatch(/^Stopped .*nothing was changed\.$/);
  });
});

describe('how far a test is', () => {
  it('counts the seconds without a failure, and none after one', () => {
    expect(progressOf(testing('works', start), start + 34_900)).toEqual({ seconds: 34, of: 60 });
    expect(progressOf(testing('not-there'), start + 34_900)).toEqual({ seconds: 0, of: 60 });
  });
  it('stays within its bounds, whatever the clocks say', () => {
    expect(progressOf(testing('works', start), start + 90_000).seconds).toBe(60);
    expect(progressOf(testing('works', start), start - 5000).seconds).toBe(0);
  });
  it('says how often was tried, and when it is given up', () => {
    expect(pastAndToCome(testing('works'), start + 55_000)).toBe('12 attempts in 55 s. Gives up in 9 min 5 s.');
    expect(pastAndToCome({ ...testing('works'), attempts: 1 }, start)).toMatch(/^1 attempt in 0 s\./);
  });
  it('fits into a line', () => {
    expect(shortWords(testing('works', start), start + 5000)).toBe('Testing: 5 of 60 s without a failure.');
    expect(shortWords(testing('not-there'), start)).toBe('Testing: Waiting for Oracle to know the key.');
    expect(shortWords(ended('ready', 'works'), start)).toBe('Ready to use.');
  });
});

describe('the difference of the clocks', () => {
  it('is shown from 31 seconds on, in both directions', () => {
    const words = (seconds: number | null) => clockWords(attempt('works', seconds));
    expect([null, 0, 30, -30].map(words)).toEqual([null, null, null, null]);
    expect(words(125)).toMatch(/^The clock of this computer is 2 min 5 s ahead of Oracle’s\./);
    expect(words(-31)).toMatch(/^The clock of this computer is 31 s behind Oracle’s\./);
    expect(clockWords(null)).toBeNull();
  });
});

describe('a time in words', () => {
  it.each([
    [-5000, '0 s'],
    [45_400, '45 s'],
    [60_000, '1 min'],
    [245_000, '4 min 5 s'],
    [3_600_000, '1 h'],
    [3_725_000, '1 h 2 min'],
  ])('%d ms is "%s"', (ms, words) => expect(durationWords(ms)).toBe(words));
});
