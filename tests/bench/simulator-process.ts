import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { SimulatorAddresses } from '../../simulator/start-simulator.ts';
import { projectRoot } from './runtime.ts';

const program = join(projectRoot, 'simulator/index.ts');

/** The simulator in a separate process, so that its work does not count as the client's. Rejects if it does not start. */
export async function startSimulatorProcess(
  users: number,
  more: readonly string[] = [],
): Promise<SimulatorAddresses & { stop: () => Promise<void> }> {
  const child = spawn(process.execPath, [program, '--users', String(users), ...more], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), ended.then(() => null)]);
  if (first === null) throw new Error('The simulator did not start.');
  return {
    ...(JSON.parse(String(first[0])) as SimulatorAddresses),
    async stop() {
      child.kill();
      await ended;
    },
  };
}
