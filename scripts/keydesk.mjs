import process from 'node:process';
import { prepareMachine } from './machine/prepare.mjs';
import { ensureBuilt } from './project/built-app.mjs';
import { checkout } from './project/checkout.mjs';
import { openWorkplace } from './session/workplace.mjs';
import { command } from './terminal/command.mjs';
import { run } from './terminal/run.mjs';

/** Without this, Chromium's own messages, such as that of a missing system bus, would mix with those of the command line. */
const QUIET = '--log-level=3';

// The command line of the app in this checkout: `npm run --silent keydesk -- list`. Without a command it opens no window.
await command(async (args) => {
  const electron = await prepareMachine({ session: false });
  await ensureBuilt(electron);
  const words = args.length === 0 ? ['--help'] : args;
  const cwd = process.env['INIT_CWD'] ?? process.cwd();
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  if (process.getuid?.() !== 0) {
    return (await run(electron.program, [checkout, QUIET, ...words], { cwd, env, interactive: true })).code;
  }
  // For root, Electron would switch its sandbox off. So it runs as the unprivileged user, who has no saved keys.
  const workplace = await openWorkplace();
  try {
    const program = workplace.inTree(electron.program);
    const options = { cwd: workplace.tree, env: workplace.env, user: workplace.user, interactive: true };
    return (await run(program, [workplace.tree, QUIET, ...words], options)).code;
  } finally {
    workplace.close();
  }
});
