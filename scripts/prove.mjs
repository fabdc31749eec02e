import { join } from 'node:path';
import { asNode } from './machine/electron-runtime.mjs';
import { prepareMachine } from './machine/prepare.mjs';
import { checkout } from './project/checkout.mjs';
import { command } from './terminal/command.mjs';
import { run } from './terminal/run.mjs';

// Tries on a real tenancy what `docs/oracle.md` calls unconfirmed: `npm run prove -- --profile NAME`. It runs as the present
// user, and reads that user's configuration file. It uses the proxy of the environment variables.
await command(async (args) => {
  const electron = await prepareMachine({ session: false });
  const noProxy = [process.env['NO_PROXY'] ?? process.env['no_proxy'] ?? [], '127.0.0.1'].flat().join(',');
  const env = asNode({ ...process.env, NODE_USE_ENV_PROXY: '1', NO_PROXY: noProxy });
  return (
    await run(electron.program, [join(checkout, 'scripts', 'prove', 'index.ts'), ...args], { env, interactive: true })
  ).code;
});
