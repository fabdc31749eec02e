import { inspect } from 'node:util';
import type { Success } from '../../../main/basics/outcome.ts';

type Judged = Success<unknown> | { readonly ok: false };

/** The value of an outcome of main or of the bridge that should be good. Throws if it is bad, with the problem in the message. */
export function unwrap<O extends Judged>(outcome: O): Extract<O, { readonly ok: true }>['value'] {
  if (outcome.ok) return outcome.value;
  const error = new Error(`This outcome should be good: ${inspect(outcome, { depth: 5 })}`);
  // The error's stack then begins at the line of the failing test.
  Error.captureStackTrace(error, unwrap);
  throw error;
}
