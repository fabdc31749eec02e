import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type Simulator, startSimulator } from '../../../simulator/start-simulator.ts';
import { keyWithSecret } from './s3-keys.ts';
import { type KeyState, simulatorControls } from './simulator-controls.ts';

/**
 * A simulator for the tests of a group, in its first state before each test, and a key whose secret has the two characters that tools
 * must quote. Call it at the top of the group. Simulator and key exist from the first test on.
 */
export function useS3Simulator() {
  let simulator: Simulator | null = null;
  let key: KeyState | null = null;
  const there = <T>(it: T | null): T => {
    if (it === null) throw new Error('No test has begun.');
    return it;
  };
  beforeAll(async () => {
    simulator = await startSimulator({ users: 3 });
  });
  afterAll(() => simulator?.close());
  const s3 = {
    get simulator() {
      return there(simulator);
    },
    get controls() {
      return simulatorControls(there(simulator).url);
    },
    get key() {
      return there(key);
    },
    set key(another: KeyState) {
      key = another;
    },
  };
  beforeEach(async () => {
    await s3.controls.reset();
    s3.key = await keyWithSecret(s3.controls, (secret) => secret.includes('+') && secret.includes('/'));
  });
  return s3;
}
