import { join } from 'node:path';
import { prepareMachine } from './machine/prepare.mjs';
import { ensureBuilt } from './project/built-app.mjs';
import { runInWorkplace } from './session/run-in-workplace.mjs';
import { openWorkplace } from './session/workplace.mjs';
import { command } from './terminal/command.mjs';

const LIMIT = 10 * 60_000;

// Runs the benchmark, which gets all arguments, such as `--json`.
await command(async (more) => {
  const electron = await prepareMachine({ session: true });
  await ensureBuilt(electron);
  const workplace = await openWorkplace();
  try {
    const args = [join('tests', 'bench', 'index.ts'), ...more];
    return (await runInWorkplace({ electron, workplace, args, limit: LIMIT })).code;
  } finally {
    workplace.collect();
    workplace.close();
  }
});
