import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startDrivenApp } from '../support/app/driven-app.ts';
import { plainEnvironment } from '../support/app/environment.ts';
import { startSimulatorProcess } from '../support/simulator/start-simulator-process.ts';
import { writeBareWindow } from './bare-window.ts';
import { type BenchCase, compare } from './figure.ts';
import { cpuTimeDuring } from './process-family.ts';

/** Milliseconds within which an app collects the garbage of its start. */
const settling = 30_000;
const idleFor = 40_000;
/** Milliseconds for the measurement of the countdown: less than the countdown itself. */
const countsFor = 20_000;
/** Milliseconds of processor time in a minute that count as none: 0.2 % of a core. Two windows below this limit count as equal. */
const nothing = 100;
const atMostTwice = { unit: 'ms', limit: { atMost: 2 } } as const;

const signIn = `keydesk.Accounts.SignIn({source:'standard', profile:'ADMIN', passphrase:null})`;
const openUsers = `location.hash = '#/users'`;
const generate = `keydesk.Secrets.GenerateKey({kind:'self'}, {name:'bench', description:null, expiresOn:null})`;
const copy = `keydesk.Secrets.openStore.getState().then(({secret}) => keydesk.Secrets.CopySecret(secret.handle))`;
const countSeconds = `{
  let left = 30;
  setInterval(() => { document.querySelector('h1').textContent = 'Cleared in ' + (left -= 1) + ' s'; }, 1000);
}`;

/**
 * Processor time of all processes of Keydesk in a minute of rest, while a bare window is open beside it. Keydesk with the list of
 * users is compared with the window at rest, and Keydesk with the clipboard's countdown with the window counting seconds.
 */
export const idle: BenchCase = {
  name: 'idle',
  async measure() {
    const folder = await mkdtemp(join(tmpdir(), 'keydesk-bench-'));
    const env = { ...plainEnvironment(), HOME: folder };
    const simulator = await startSimulatorProcess(['--users', '500'], env);
    const apps: { pid: number; kill(): Promise<void> }[] = [];
    const start = async (environment: Record<string, string>, name: string, app?: string) => {
      const profile = join(folder, `profile-${name}`);
      await mkdir(profile);
      const started = await startDrivenApp(environment, profile, app);
      apps.push(started);
      return started;
    };
    try {
      await writeBareWindow(folder);
      const bare = await start(env, 'bare', folder);
      const keydesk = await start({ ...env, OCI_CLI_CONFIG_FILE: simulator.configFile }, 'keydesk');
      const bothDuring = async (ms: number) => {
        const times = await cpuTimeDuring([keydesk.pid, bare.pid], ms);
        const [ours = Number.NaN, theirs = Number.NaN] = times.map((time) => Math.max(nothing, (time * 60_000) / ms));
        return { ours, theirs };
      };

      await keydesk.evaluate(signIn);
      await keydesk.evaluate(openUsers);
      await wait(settling);
      const list = await bothDuring(idleFor);
      await keydesk.evaluate(generate);
      await wait(settling);
      await keydesk.evaluate(copy);
      await bare.evaluate(countSeconds);
      await wait(2000);
      const countdown = await bothDuring(countsFor);
      return [
        compare({ ...atMostTwice, ...list, name: 'a minute with the list of users, against a bare window' }),
        compare({ ...atMostTwice, ...countdown, name: 'a minute of countdown, against a bare window that counts' }),
      ];
    } finally {
      for (const app of apps) await app.kill();
      await simulator.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  },
};
