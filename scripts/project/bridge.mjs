import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asNode } from '../machine/electron-runtime.mjs';
import { problem } from '../terminal/command.mjs';
import { run } from '../terminal/run.mjs';
import { step } from '../terminal/step.mjs';
import { checkout } from './checkout.mjs';

/**
 * Generates the bridge's code from its schemas. The generator needs Node 21 or later, so it runs in Electron's Node.
 * @param {{ program: string }} electron
 */
export async function generateBridge(electron) {
  await step('bridge generated', async () => {
    const generator = join('node_modules', '@marshallofsound', 'ipc', 'dist', 'cli.js');
    const args = [generator, 'bridge', join('bridge', 'generated')];
    const result = await run(electron.program, args, { cwd: checkout, env: asNode(), output: 'keep' });
    if (result.code !== 0) throw problem(`The bridge could not be generated:\n${result.all}`);
    judgeWithoutThrow();
    nameChannelsBySchema();
  });
}

const validators = join(checkout, 'bridge', 'generated', '_internal', 'common-runtime', 'keydesk.ts');

/** The generated validators call zod's `safeParse`, which throws for some values. This makes them call `values/fits.ts`. */
function judgeWithoutThrow() {
  const generated = readFileSync(validators, 'utf8');
  const count = generated.match(/^export function /gm)?.length ?? 0;
  let replaced = 0;
  const judging = generated.replace(/return (\w+)\.safeParse\(value\)\.success;/g, (_, schema) => {
    replaced += 1;
    return `return fits(${schema}, value);`;
  });
  if (count === 0 || replaced !== count)
    throw problem('The generated bridge has another form than `bridge.mjs` knows.');
  writeFileSync(validators, `import { fits } from '../../../values/fits.js';\n${judging}`);
}

const randomPart = /(?<=eipc_message\$_)[0-9a-f-]{36}(?=_\$_)/g;

/**
 * The generator draws a random name for the channels, so that code for one version of an app does not fit the next. The name is no
 * secret: it is in the package. This function derives it from schema and version, so that the same sources give the same program.
 */
function nameChannelsBySchema() {
  const hash = createHash('sha256');
  for (const path of [['bridge', 'keydesk.eipc'], ['package.json']]) hash.update(readFileSync(join(checkout, ...path)));
  const name = hash.digest('hex').slice(0, 36);
  for (const side of ['browser', 'preload']) {
    const file = join(checkout, 'bridge', 'generated', '_internal', side, 'keydesk.ts');
    const generated = readFileSync(file, 'utf8');
    const named = generated.replace(randomPart, name);
    if (named === generated) throw problem('The generated bridge has another form than `bridge.mjs` knows.');
    writeFileSync(file, named);
  }
}
