import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { checkout } from '../../../scripts/project/checkout.mjs';
import { electronProgram } from '../app/electron-program.ts';
import type { Environment } from '../app/environment.ts';

const addressesSchema = z.object({
  url: z.url(),
  configFile: z.string(),
  profiles: z.array(z.string()),
  identityUrl: z.url(),
  domainUrl: z.url(),
  objectStorageUrl: z.url(),
  s3Url: z.url(),
  loginUrl: z.url(),
});

/** This variable of our own environment, if it is set, for a process that gets another environment. */
const pick = (name: string) => (process.env[name] === undefined ? {} : { [name]: process.env[name] });

export type SimulatorProcess = z.infer<typeof addressesSchema> & { close(): Promise<void> };

/** Starts the simulator as a separate program, and reads its addresses from its line of JSON. */
export async function startSimulatorProcess(args: readonly string[], env: Environment): Promise<SimulatorProcess> {
  const child = spawn(electronProgram(), [join(checkout, 'simulator', 'index.ts'), ...args, '--parent-pipe'], {
    env: { ...env, ELECTRON_RUN_AS_NODE: '1', ...pick('NODE_COMPILE_CACHE') },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`The simulator ended with code ${code}: ${complaint}`)));
  });
  return {
    ...addressesSchema.parse(JSON.parse(line)),
    close: async () => {
      child.stdin.end();
      const impatient = setTimeout(() => child.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(impatient);
    },
  };
}
