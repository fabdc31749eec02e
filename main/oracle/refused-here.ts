import { type OracleProblem, unexpected } from './oracle-problem.ts';

/** Keydesk refuses here what the service would refuse: nothing was sent, and nothing has changed. */
export const refusedHere = (base: string, message: string): OracleProblem => ({
  requestId: null,
  host: hostOf(base),
  kind: 'rejected',
  delivery: 'answered',
  status: 400,
  message,
});

/** An id that cannot be part of a path, or a base that credentials are not sent to. */
export const noAddress = (base: string): OracleProblem => ({
  requestId: null,
  host: hostOf(base),
  kind: 'unreachable',
  delivery: 'not-sent',
  reason: 'the address is not one that credentials may be sent to',
});

const hostOf = (base: string) => (URL.canParse(base) ? new URL(base).host : base.slice(0, 200));

/** They hold a hundred thousand rows: ten times what Keydesk can show, and more than any tenancy has. */
export const mostPages = 100;

/** A list that never ends would be read for ever, and fill the memory. */
export const endless = (base: string): OracleProblem =>
  unexpected({ requestId: null, host: hostOf(base) }, `its list has not ended after ${mostPages} pages`);
