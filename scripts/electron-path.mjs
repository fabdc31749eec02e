import { ensureDependencies } from './machine/dependencies.mjs';
import { ensureElectron } from './machine/electron-runtime.mjs';
import { command } from './terminal/command.mjs';

// Prints the path of Electron's program. Standard output has nothing else.
await command(async () => {
  await ensureDependencies();
  console.log((await ensureElectron()).program);
  return 0;
});
