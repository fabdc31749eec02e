import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type UtilityProcess, utilityProcess } from 'electron';
import { z } from 'zod';
import { judgeJson } from '../basics/judge.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { PolicyRules, Prescribed } from '../policy/policy-rules.ts';

/** `configFile`: path of the OCI configuration file of this run; its profile ADMIN is the sample's administrator. */
const readySchema = z.object({ configFile: z.string() });

export type SampleProblem = Prescribed | { readonly kind: 'sample-failed'; readonly reason: string };
type Started = Promise<Outcome<z.infer<typeof readySchema>, SampleProblem>>;

/** How long the sample may take to come up, in milliseconds. */
const PATIENCE = 20_000;

/** The sample tenancy: the simulator in a process of its own, started at the first call, ended with the app. */
export function createSampleTenancy(policy: Pick<PolicyRules, 'checkSample'>) {
  let child: UtilityProcess | null = null;
  let ready: Started | null = null;

  const launch = () =>
    new Promise<Awaited<Started>>((resolve) => {
      const refuse = (reason: string) => {
        ready = null;
        resolve(failed({ kind: 'sample-failed', reason }));
      };
      const program = join(import.meta.dirname, 'simulator.js');
      child = utilityProcess.fork(program, [], { stdio: ['ignore', 'pipe', 'ignore'], serviceName: 'Keydesk sample' });
      const patience = setTimeout(() => refuse('it did not answer within 20 seconds'), PATIENCE);
      child.once('exit', (code) => {
        clearTimeout(patience);
        child = null;
        refuse(`it ended with code ${code}`);
      });
      if (!child.stdout) return refuse('it has no output');
      createInterface({ input: child.stdout as NodeJS.ReadableStream }).once('line', (line) => {
        clearTimeout(patience);
        const told = judgeJson(readySchema, line);
        if (told === null) refuse('it said something unexpected');
        else resolve(success(told));
      });
    });

  return {
    /** May be called again after a failure. */
    async start(): Started {
      const allowed = policy.checkSample();
      if (!allowed.ok) return allowed;
      ready ??= launch();
      return ready;
    },
    stop(): void {
      child?.kill();
      child = null;
      ready = null;
    },
  };
}
