import { inspect } from 'node:util';
import type { Success } from '../../../main/basics/outcome.ts';

type Judged = Success<unknown> | { readonly ok: false };

/** The value of an outcome that should be good, of main's or the bridge's. A bad one is thrown, with its problem in it. */
export function unwrap<O extends Judged>(outcome: O): Extract<O, { readonly ok: true }>['value'] {
  if (outcome.ok) return outcome.value;
  const error = new Error(`This outcome should be good: ${inspect(outcome, { depth: 5 })}`);
  // The test that fails is shown at its own line.
  Error.captureStackTrace(error, unwrap);
  throw error;
}
