import { join } from 'node:path';
import { asNode } from './machine/electron-runtime.mjs';
import { prepareMachine } from './machine/prepare.mjs';
import { checkout } from './project/checkout.mjs';
import { command } from './terminal/command.mjs';
import { run } from './terminal/run.mjs';

// Runs the simulator until it is ended. Standard output has only its line of JSON, even if packages are installed first.
await command(async (args) => {
  const electron = await prepareMachine({ session: false });
  const program = join(checkout, 'simulator', 'index.ts');
  const result = await run(electron.program, [program, ...args, '--parent-pipe'], { env: asNode(), tied: true });
  return result.code;
});
