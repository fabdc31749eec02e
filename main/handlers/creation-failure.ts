import type { Failure } from '../../bridge/values/failure.ts';

/** Their own words say what became of the key. */
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

/** A failure of making a key: it always says whether a key was made. Whatever is not told by itself came before one could be. */
export function creationFailure<T extends { readonly ok: boolean }>(answered: T | { ok: false; failure: Failure }) {
  if (answered.ok || !('failure' in answered) || saysItself.has(answered.failure.kind)) return answered;
  const { meaning } = answered.failure;
  const more = meaning === null || meaning === 'Nothing was changed.' ? '' : ` ${meaning}`;
  return { ...answered, failure: { ...answered.failure, meaning: `No key was made.${more}` } };
}
