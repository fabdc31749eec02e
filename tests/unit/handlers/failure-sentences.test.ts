import { describe, expect, it } from 'vitest';
import { failureSchema } from '../../../bridge/values/failure.ts';
import { toFailure } from '../../../main/handlers/failure-sentences.ts';
import { span } from '../../../main/handlers/sentences-service.ts';
import { exampleProblems } from '../../support/example-problems.ts';

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

  it('say what a damaged list of kept keys leaves in the keychain, and how that is removed', () => {
    const aside = (file: string) => toFailure({ kind: 'files-set-aside', files: [{ file, reason: 'it is damaged' }] });
    const kept = aside('kept.json.2026-11-22T21-40-05-123Z');
    expect(kept.meaning).toContain('still rest in the keychain');
    expect(kept.remedy).toContain('“kept:”');
    expect(aside('settings.json.2026-11-22T21-40-05-123Z').remedy).not.toContain('keychain');
  });

  it('are cut where the service says far too much', () => {
    const failure = toFailure({ ...exampleProblems.rejected, message: 'x'.repeat(100_000) });
    expect(failureSchema.safeParse(failure).success).toBe(true);
  });

  it('give spans in the unit that a person would use', () => {
    expect([1, 45, 300, 7200, 200_000].map(span)).toEqual(['1 second', '45 seconds', '5 minutes', '2 hours', '2 days']);
  });
});
