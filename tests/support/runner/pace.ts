import process from 'node:process';

/** How much slower this machine is than the one whose times are written in the tests. `scripts/test.mjs` measures it. */
const pace = Math.max(1, Number(process.env['KEYDESK_PACE'] ?? 1) || 1);

/** A limit as this machine needs it: a limit ends a hang, and never judges how fast the machine is. */
export function paced(ms: number): number {
  return Math.ceil(ms * pace);
}
