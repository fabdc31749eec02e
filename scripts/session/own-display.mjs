import { chownSync, copyFileSync, existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { checkout } from '../project/checkout.mjs';
import { run } from '../terminal/run.mjs';
import { openWorkplace } from './workplace.mjs';

/**
 * Runs the app of this checkout as the present user, until it ends. Root runs it as the unprivileged user, since Electron would switch
 * its sandbox off for root. That user gets only the variables of root that `envOf` returns.
 * @param {{ program: string }} electron
 * @param {readonly string[]} args
 * @param {object} [options]
 * @param {string} [options.cwd]
 * @param {boolean} [options.interactive] see `run.mjs`
 * @param {(workplace: import('./workplace.mjs').Workplace) => NodeJS.ProcessEnv} [options.envOf]
 */
export async function runApp(electron, args, { cwd = process.cwd(), interactive = false, envOf = () => ({}) } = {}) {
  if (process.getuid?.() !== 0) {
    return (await run(electron.program, [checkout, ...args], { cwd, env: asApp(process.env), interactive })).code;
  }
  const workplace = await openWorkplace();
  try {
    const { tree, user } = workplace;
    const env = asApp({ ...workplace.env, ...envOf(workplace) });
    return (await run(workplace.inTree(electron.program), [tree, ...args], { cwd: tree, env, user, interactive })).code;
  } finally {
    workplace.close();
  }
}

/** True if there is a display. macOS and Windows always have one. */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY']);

/**
 * The variables with which the workplace's user can open a window on our display.
 * @param {import('./workplace.mjs').Workplace} workplace
 */
export const displayOf = (workplace) => ({ DISPLAY: process.env['DISPLAY'], XAUTHORITY: handOverKey(workplace) });

/** @param {import('./workplace.mjs').Workplace} workplace */
function handOverKey({ env, user }) {
  const key = process.env['XAUTHORITY'] ?? join(homedir(), '.Xauthority');
  if (user === null || !existsSync(key)) return undefined;
  const copy = join(String(env['HOME']), '.Xauthority');
  copyFileSync(key, copy);
  chownSync(copy, user.uid, user.gid);
  return copy;
}

/** @param {NodeJS.ProcessEnv} env */
function asApp(env) {
  const { ELECTRON_RUN_AS_NODE: _, ...rest } = env;
  return rest;
}
