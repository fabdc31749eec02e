import { join } from 'node:path';
import process from 'node:process';
import { asNode } from './machine/electron-runtime.mjs';
import { prepareMachine } from './machine/prepare.mjs';
import { generateBridge } from './project/bridge.mjs';
import { checkout } from './project/checkout.mjs';
import { followTree } from './session/followed-tree.mjs';
import { displayOf, hasDisplay } from './session/own-display.mjs';
import { runInWorkplace } from './session/run-in-workplace.mjs';
import { openWorkplace } from './session/workplace.mjs';
import { command } from './terminal/command.mjs';
import { run } from './terminal/run.mjs';

const sources = ['bridge', 'main', 'preload', 'renderer', 'simulator'];
const server = join('scripts', 'project', 'dev-server.mjs');

// The app for development, on the sample tenancy: the page reloads hot, and a change in main or preload restarts the app. Its
// profile folder is in `.cache/`. Further arguments go to the app. The command ends when the window is closed.
await command(async (more) => {
  const electron = await prepareMachine({ session: !hasDisplay() });
  await generateBridge(electron);
  const profile = join('.cache', 'dev', 'profile');
  const args = [server, '--sample', `--user-data-dir=${profile}`, ...more];
  if (hasDisplay() && process.getuid?.() !== 0) {
    return (await run(electron.program, args, { cwd: checkout, env: asNode(process.env) })).code;
  }
  // For root, the app runs as the unprivileged user, on a copy of this checkout that gets each change. Without a display, the app uses a
  // virtual one.
  const workplace = await openWorkplace();
  const { user, tree } = workplace;
  const stop = user === null ? () => {} : followTree(checkout, tree, user, sources);
  try {
    const env = hasDisplay() ? displayOf(workplace) : {};
    return (await runInWorkplace({ electron, workplace, args, env, session: !hasDisplay() })).code;
  } finally {
    stop();
    workplace.close();
  }
});
