import { prepareMachine } from './machine/prepare.mjs';
import { generateBridge } from './project/bridge.mjs';
import { command } from './terminal/command.mjs';

await command(async () => {
  await generateBridge(await prepareMachine({ session: false }));
  return 0;
});
