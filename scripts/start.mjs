import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { prepareMachine } from './machine/prepare.mjs';
import { ensureBuilt } from './project/built-app.mjs';
import { checkout } from './project/checkout.mjs';
import { displayOf, hasDisplay, runApp } from './session/own-display.mjs';
import { runInWorkplace } from './session/run-in-workplace.mjs';
import { openWorkplace } from './session/workplace.mjs';
import { command } from './terminal/command.mjs';
import { say } from './terminal/step.mjs';

const LIMIT = 3 * 60_000;
const pictures = join('out', 'walkthrough');

/** @param {{ program: string }} electron */
async function walkThrough(electron) {
  say(
    '\nThere is no display here: the app opens on a virtual one, and does its main job on the sample tenancy by itself.\n',
  );
  rmSync(join(checkout, pictures), { recursive: true, force: true });
  const workplace = await openWorkplace();
  try {
    const args = [join('scripts', 'walkthrough', 'walkthrough.ts')];
    const { code, timedOut } = await runInWorkplace({ electron, workplace, args, limit: LIMIT });
    workplace.collect();
    if (timedOut) say('\nThe walk-through did not end within three minutes.');
    say(
      code === 0
        ? `\nEvery step was seen. Pictures: ${pictures}`
        : `\nThe walk-through failed. Pictures so far: ${pictures}`,
    );
    return code === 0 ? 0 : 1;
  } finally {
    workplace.close();
  }
}

// Opens the app; further arguments go to the app. Without a display, the app does its main job by itself instead.
await command(async (args) => {
  const electron = await prepareMachine({ session: !hasDisplay() });
  await ensureBuilt(electron);
  return hasDisplay() ? runApp(electron, args, { envOf: displayOf }) : walkThrough(electron);
});
