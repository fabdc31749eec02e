import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from './environment.ts';
import { launchApp, type RunningApp } from './launch-app.ts';
import { withMailProgram } from './mail-program.ts';
import { simulatorControls } from './simulator-controls.ts';
import type { SimulatorProcess } from './start-simulator-process.ts';

export interface RunningKeydesk extends RunningApp {
  readonly simulator: SimulatorProcess;
  readonly controls: ReturnType<typeof simulatorControls>;
  /** With `configFile` as this computer's own, and a mail program. */
  readonly env: Environment;
  readonly home: string;
  /** The OCI configuration file of this computer: the simulator's, until a test writes another. */
  readonly configFile: string;
  readonly userDataDir: string;
}

/** Starts the app in a home folder of its own, on a computer whose OCI configuration file names the simulator. */
export async function startKeydesk(
  simulator: SimulatorProcess,
  desktop: Environment,
  changeEnv: (env: Environment, home: string) => Environment = (env) => env,
): Promise<RunningKeydesk> {
  const home = await mkdtemp(join(tmpdir(), 'home-'));
  const configFile = join(home, 'oci-config');
  await copyFile(simulator.configFile, configFile);
  const env = changeEnv(withMailProgram({ ...desktop, HOME: home, OCI_CLI_CONFIG_FILE: configFile }, home), home);
  const userDataDir = join(home, 'profile');
  const running = await launchApp({ env, userDataDir });
  return {
    ...running,
    simulator,
    controls: simulatorControls(simulator.url),
    env,
    home,
    configFile,
    userDataDir,
    async close() {
      await running.close();
      await rm(home, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
