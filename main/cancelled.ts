import type { OracleProblem } from './oracle/oracle-problem.ts';

/** What a caller gets who has left before anything was asked for them alone. */
export const cancelled: OracleProblem = { kind: 'cancelled', delivery: 'unknown', requestId: null, host: '' };
