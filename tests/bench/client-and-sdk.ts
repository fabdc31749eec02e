import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SimulatorAddresses } from '../../simulator/start-simulator.ts';
import { bundleProgram } from './bundle.ts';
import { measureCreations } from './create-key.ts';
import type { BenchCase, Figure } from './figure.ts';
import { measureSigning } from './signing.ts';
import { startSimulatorProcess } from './simulator-process.ts';

const run = promisify(execFile);

/**
 * Our client compared with the official SDK, in both runtimes that matter: Electron's Node, which our users run, and the Node of
 * this machine, which users of the SDK run. The two differ in the time for RSA, which is most of the time for a signature.
 */
export const clientAndSdk: BenchCase = {
  name: 'client-and-sdk',
  async measure() {
    const simulator = await startSimulatorProcess(1000);
    try {
      const inElectron = [...(await measureSigning()), ...(await measureCreations(simulator))];
      return [...inElectron, ...(await measureInPlainNode(simulator))];
    } finally {
      await simulator.stop();
    }
  },
};

/** Measures in the Node that runs npm, as npm names it. That Node may be too old for TypeScript, so the program is bundled. */
async function measureInPlainNode(simulator: SimulatorAddresses): Promise<Figure[]> {
  const node = process.env['npm_node_execpath'] ?? 'node';
  const folder = await mkdtemp(join(tmpdir(), 'keydesk-bench-'));
  try {
    const program = await bundleProgram('tests/bench/plain-node.ts', folder);
    const { stdout } = await run(node, ['--no-warnings', program, JSON.stringify(simulator)]);
    // The SDK prints messages on standard output.
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Figure[];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
