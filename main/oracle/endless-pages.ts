import type { OracleProblem } from './oracle-problem.ts';
import { hostOf } from './refused-here.ts';

/** A hundred thousand of anything: ten times what a page of ours can show, and more than any tenancy has. */
export const mostPages = 100;

/** A list that never ends would be read for ever, and fill the memory. */
export const endless = (base: string): OracleProblem => ({
  requestId: null,
  host: hostOf(base),
  kind: 'unexpected-answer',
  delivery: 'unknown',
  what: `its list has not ended after ${mostPages} pages`,
});
