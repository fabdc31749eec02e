import { expect } from 'vitest';
import { failureSentences } from '../../../main/handlers/failure-sentences.ts';
import type { Problem } from '../../../main/handlers/problem.ts';

type Refusable = { readonly ok: true } | { readonly ok: false; readonly problem: Problem };

/** Expects that the company's policy forbids the action, and that the message has `says` and names the person to ask. */
export function expectRefused(outcome: Refusable, policy: string, says: string): void {
  expect(outcome).toMatchObject({ ok: false, problem: { kind: 'prescribed', policy } });
  if (outcome.ok) return;
  const { happened, remedy } = failureSentences(outcome.problem);
  expect(happened).toContain(says);
  expect(remedy).toContain('Ask your administrator');
}
