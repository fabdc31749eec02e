import { chownSync, copyFileSync, existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { checkout } from '../project/checkout.mjs';
import { run } from '../terminal/run.mjs';
import { openWorkplace } from './workplace.mjs';

/**
 * Opens the app on the present display, as the present user, until the app is closed. Root opens it as the unprivileged user, since
 * Electron would switch its sandbox off for root. That user gets the display's key, and nothing else of root's.
 * @param {{ program: string }} electron
 * @param {readonly string[]} args
 */
export async function openOnDisplay(electron, args) {
  if (process.getuid?.() !== 0)
    return (await run(electron.program, [checkout, ...args], { env: asApp(process.env) })).code;
  const workplace = await openWorkplace();
  try {
    const program = workplace.inTree(electron.program);
    const result = await run(program, [workplace.tree, ...args], {
      cwd: workplace.tree,
      env: asApp({ ...workplace.env, ...displayOf(workplace) }),
      user: workplace.user,
    });
    return result.code;
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
