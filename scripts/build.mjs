import { prepareMachine } from './machine/prepare.mjs';
import { build } from './project/built-app.mjs';
import { command } from './terminal/command.mjs';

await command(async () => {
  await build(await prepareMachine({ session: false }));
  return 0;
});
