import process from 'node:process';
import { prepareMachine } from './machine/prepare.mjs';
import { ensureBuilt } from './project/built-app.mjs';
import { runApp } from './session/own-display.mjs';
import { command } from './terminal/command.mjs';

/** Only fatal messages: Chromium's other messages, such as one about a missing system bus, would mix with those of the command line. */
const QUIET = '--log-level=3';

// The command line of the app in this checkout: `npm run --silent keydesk -- list`. Without a command it opens no window.
await command(async (args) => {
  const electron = await prepareMachine({ session: false });
  await ensureBuilt(electron);
  const words = args.length === 0 ? ['--help'] : args;
  // For root, the command line runs as the unprivileged user, who has no saved keys.
  return runApp(electron, [QUIET, ...words], { cwd: process.env['INIT_CWD'] ?? process.cwd(), interactive: true });
});
