import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { asNode } from '../machine/electron-runtime.mjs';
import { problem } from '../terminal/command.mjs';
import { run } from '../terminal/run.mjs';
import { step } from '../terminal/step.mjs';
import { licenceTexts } from './bill-of-materials.mjs';
import { generateBridge } from './bridge.mjs';
import { checkout } from './checkout.mjs';

/** The sources of the built app, and the files that configure its build. */
const sources = ['bridge', 'main', 'preload', 'renderer', 'simulator', 'electron.vite.config.ts', 'package-lock.json'];
const licences = 'out/third-party-licences.txt';
const results = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html', licences];
const record = join(checkout, '.cache', 'built-from');

/**
 * Builds the app into `out/` unless it was built from these very sources.
 * @param {{ program: string }} electron
 */
export async function ensureBuilt(electron) {
  const isWhole = [record, ...results.map((path) => join(checkout, path))].every((file) => existsSync(file));
  if (!isWhole || readFileSync(record, 'utf8') !== fingerprint()) await build(electron);
}

/** @param {{ program: string }} electron */
export async function build(electron) {
  await generateBridge(electron);
  await step('app built', async () => {
    const before = fingerprint();
    const builder = join('node_modules', 'electron-vite', 'bin', 'electron-vite.js');
    const result = await run(electron.program, [builder, 'build'], { cwd: checkout, env: asNode(), output: 'keep' });
    if (result.code !== 0) throw problem(`The app could not be built:\n${result.all}`);
    writeFileSync(join(checkout, licences), licenceTexts());
    await mkdir(dirname(record), { recursive: true });
    writeFileSync(record, before);
  });
}

/** Names, sizes and times of all sources. The text changes if a source is edited, added or removed. */
function fingerprint() {
  const hash = createHash('sha256');
  const add = (/** @type {string} */ path) => {
    const entry = statSync(join(checkout, path), { throwIfNoEntry: false });
    if (entry === undefined || path === join('bridge', 'generated')) return;
    if (!entry.isDirectory()) hash.update(`${path} ${entry.size} ${entry.mtimeMs}\n`);
    else for (const name of readdirSync(join(checkout, path)).toSorted()) add(join(path, name));
  };
  sources.forEach(add);
  return hash.digest('hex');
}
