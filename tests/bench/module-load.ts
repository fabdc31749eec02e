import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { bundleProgram } from './bundle.ts';
import { type BenchCase, compare } from './figure.ts';
import { medianOfRounds } from './interleave.ts';
import { officialDomainsPath } from './official-sdk.ts';

const run = promisify(execFile);

/**
 * The time to load our client, bundled and minified like the app's main process, compared with `require('oci-identitydomains')` as
 * installed. Each time is measured inside a new process that does nothing else.
 */
export const moduleLoad: BenchCase = {
  name: 'module-load',
  async measure() {
    const folder = await mkdtemp(join(tmpdir(), 'keydesk-bench-'));
    try {
      const bundle = pathToFileURL(await bundleProgram('main/oracle/create-oracle-client.ts', folder)).href;
      const ours = () => timeOf(`await import(${JSON.stringify(bundle)})`);
      const theirs = () => timeOf(`createRequire(import.meta.url)(${JSON.stringify(officialDomainsPath())})`);
      const [oursMs = Number.NaN, theirsMs = Number.NaN] = await medianOfRounds([ours, theirs], {
        rounds: 11,
        warmUp: 1,
      });
      const name = "loading our client, against require('oci-identitydomains')";
      return [compare({ name, unit: 'ms', ours: oursMs, theirs: theirsMs, limit: { atMost: 0.1 } })];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** How long `statement` takes in a new process, in ms. */
async function timeOf(statement: string): Promise<number> {
  const program = `import { createRequire } from 'node:module';
    const began = performance.now();
    ${statement};
    console.log(performance.now() - began, typeof createRequire);`;
  const { stdout } = await run(process.execPath, ['--no-warnings', '--input-type=module', '--eval', program]);
  return Number.parseFloat(stdout);
}
