import { prepareMachine } from './machine/prepare.mjs';
import { runChecks } from './project/checks.mjs';
import { command } from './terminal/command.mjs';

await command(async () => {
  const { failed } = await runChecks(await prepareMachine({ session: false }));
  return failed === 0 ? 0 : 1;
});
