import { join } from 'node:path';
import { asNode } from '../machine/electron-runtime.mjs';
import { problem } from '../terminal/command.mjs';
import { run } from '../terminal/run.mjs';
import { step } from '../terminal/step.mjs';
import { checkout } from './checkout.mjs';

/**
 * Generates the bridge's code from its schemas. The generator needs Node 21 or later, and gets Electron's.
 * @param {{ program: string }} electron
 */
export async function generateBridge(electron) {
  await step('bridge generated', async () => {
    const generator = join('node_modules', '@marshallofsound', 'ipc', 'dist', 'cli.js');
    const args = [generator, 'bridge', join('bridge', 'generated')];
    const result = await run(electron.program, args, { cwd: checkout, env: asNode(), output: 'keep' });
    if (result.code !== 0) throw problem(`The bridge could not be generated:\n${result.all}`);
  });
}
