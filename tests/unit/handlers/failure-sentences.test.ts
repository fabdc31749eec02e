import { describe, expect, it } from 'vitest';
import { failureSchema } from '../../../bridge/values/failure.ts';
import { creationFailure } from '../../../main/handlers/creation-failure.ts';
import { toFailure } from '../../../main/handlers/failure-sentences.ts';
import { span } from '../../../main/handlers/sentences-service.ts';
import { exampleProblems } from '../../support/parts/example-problems.ts';

const problems = Object.values(exampleProblems);

describe('the words of a failure', () => {
  it.each(problems.map((problem) => [problem.kind, problem] as const))(
    'are whole sentences for %s',
    (_kind, problem) => {
      const failure = toFailure(problem);
      expect(failureSchema.safeParse(failure).success).toBe(true);
      for (const sentence of [failure.happened, failure.meaning, failure.remedy]) {
        if (sentence === null) continue;
        expect(sentence).toMatch(/^[A-Z~/\w].*[.?!…]$/su);
        expect(sentence).not.toMatch(/undefined|null|NaN|\[object|\.\.(?!\/)/);
        expect(sentence, 'a time for programs').not.toMatch(/\d{4}-\d\d-\d\dT\d\d:\d\d:/);
      }
    },
  );

  it('carry Oracle’s request id, also when Oracle’s answer is only the cause', () => {
    expect(toFailure(exampleProblems.redirected).requestId).toBe('R-1');
    expect(toFailure(exampleProblems['not-created']).requestId).toBe('R-1');
    expect(toFailure({ kind: 'signed-out' }).requestId).toBeNull();
  });

  it('say by how much and which way the clock is off', () => {
    expect(toFailure({ ...exampleProblems['clock-skew'], seconds: 900 }).happened).toContain('15 minutes ahead of');
    expect(toFailure({ ...exampleProblems['clock-skew'], seconds: -400 }).happened).toContain('7 minutes behind');
  });

  it('name the line of a malformed file', () => {
    expect(toFailure(exampleProblems['config-malformed']).happened).toContain('Line 7');
  });

  it('say what a damaged list of kept keys leaves in the keychain, and how to remove that', () => {
    const aside = (file: string) => toFailure({ kind: 'files-set-aside', files: [{ file, reason: 'it is damaged' }] });
    const kept = aside('kept.json.2026-11-22T21-40-05-123Z');
    expect(kept.meaning).toContain('are still in the keychain');
    expect(kept.remedy).toContain('“kept:”');
    expect(aside('settings.json.2026-11-22T21-40-05-123Z').remedy).not.toContain('keychain');
  });

  it('name printing as a way out only if printing can help', () => {
    expect(toFailure(exampleProblems['print-failed']).remedy).toMatch(/^Check the printer/);
    expect(toFailure({ kind: 'print-busy' }).remedy).toMatch(/^Print or cancel in that dialog/);
    const onDisk = toFailure({ kind: 'print-needs-memory' });
    expect(onDisk.happened).toContain('onto the disk');
    expect(onDisk.remedy).toContain('by another way');
  });

  it('do not tell the user to open the very file that would take minutes', () => {
    const about = (why: 'not-age' | 'too-large' | 'work-factor') =>
      toFailure({ kind: 'not-a-handed-over-file', why, file: 'key.age' });
    expect(about('work-factor').happened).toContain('busy for minutes');
    expect(about('work-factor').remedy).not.toContain('Choose the file');
    expect(about('work-factor').remedy).toContain('ask them to do it again');
    for (const why of ['not-age', 'too-large'] as const) expect(about(why).remedy).toContain('Choose the file');
  });

  it('tell a key that is being made from one whose secret key is open', () => {
    expect(toFailure({ kind: 'secret-open', keyName: 'ci' }).happened).toContain('is still open');
    const making = toFailure({ kind: 'secret-in-making', keyName: 'ci' });
    expect(making.happened).toContain('is being made');
    expect(making.remedy).toMatch(/^Wait for it/);
  });

  it('do without the name of a key that is no longer there', () => {
    expect(toFailure({ kind: 'rotation-old-gone', keyName: 'ci' }).happened).toMatch(
      /^Oracle no longer has the old key ci /,
    );
    expect(toFailure({ kind: 'rotation-old-gone', keyName: '' }).happened).toMatch(/^Oracle no longer has this key\. /);
  });

  it('are cut where the service says far too much', () => {
    const failure = toFailure({ ...exampleProblems.rejected, message: 'x'.repeat(100_000) });
    expect(failureSchema.safeParse(failure).success).toBe(true);
  });

  it('give spans in the unit that a person would use', () => {
    expect([1, 45, 300, 7200, 200_000].map(span)).toEqual(['1 second', '45 seconds', '5 minutes', '2 hours', '2 days']);
  });
});

describe('a failure of making a key', () => {
  it.each(Object.values(exampleProblems))('says whether a key was made: $kind', (problem) => {
    const failure = toFailure(problem);
    const told = creationFailure({ ok: false, failure });
    if (told.ok) throw new Error('a failure became none');
    const { happened, meaning, remedy } = told.failure;
    expect([happened, meaning, remedy].join(' ')).toMatch(
      /No key was made|no key was made|key was not made|was made \(access key|may have been made|is still open|is being made|has been settled|may not have been done/,
    );
    expect(meaning ?? '').not.toMatch(/Nothing was changed\..*Nothing/);
    expect({ ...told.failure, meaning: null }).toEqual({ ...failure, meaning: null });
  });

  it('leaves an answer with a key as it is', () => {
    const answered = { ok: true, value: 1 } as const;
    expect(creationFailure(answered)).toBe(answered);
  });
});

it('tells after how many seconds to try again, where the service has said so', () => {
  const problem = { ...exampleProblems['too-many-requests'], retryAfterSeconds: 6.2 };
  expect(toFailure(problem)).toMatchObject({ retryAfterSeconds: 7 });
  expect(toFailure({ ...problem, retryAfterSeconds: null })).not.toHaveProperty('retryAfterSeconds');
});
