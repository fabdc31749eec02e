import type { Failure } from '../../bridge/values/failure.ts';
import { NOTHING_CHANGED } from './sentences.ts';

/** Failures whose own words say whether a key was made. */
const saysItself: ReadonlySet<string> = new Set([
  'not-created',
  'creation-lost',
  'creation-unclear',
  'creation-unknown',
  'journal-failed',
  'secret-open',
  'secret-in-making',
  'internal',
]);

/**
 * A failure of making a key, which always says whether a key was made. A failure that does not say so itself came before a key could be
 * made.
 */
export function creationFailure<T extends { readonly ok: boolean }>(answered: T | { ok: false; failure: Failure }) {
  if (answered.ok || !('failure' in answered) || saysItself.has(answered.failure.kind)) return answered;
  const { meaning } = answered.failure;
  const more = meaning === null || meaning === NOTHING_CHANGED ? '' : ` ${meaning}`;
  return { ...answered, failure: { ...answered.failure, meaning: `No key was made.${more}` } };
}
