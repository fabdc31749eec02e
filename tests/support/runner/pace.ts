import process from 'node:process';

/** How many times slower this machine is than the reference machine. `scripts/test.mjs` measures it. */
const pace = Math.max(1, Number(process.env['KEYDESK_PACE'] ?? 1) || 1);

/** A limit, scaled for this machine: a limit ends a hang, and never judges the speed of a machine. */
export function paced(ms: number): number {
  return Math.ceil(ms * pace);
}
