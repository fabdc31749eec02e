import { success } from '../../../main/basics/outcome.ts';
import type { LendKey, UsableKey } from '../../../main/usage/usage-contract.ts';
import type { KeyState, simulatorControls } from './simulator-controls.ts';

const owner = 'grace.hopper';

/** Makes keys at the simulator until the secret of one passes the test. Deletes the others. */
export async function keyWithSecret(
  controls: ReturnType<typeof simulatorControls>,
  isWanted: (secret: string) => boolean,
): Promise<KeyState> {
  for (let tries = 0; tries < 2000; tries++) {
    const key = await controls.addKeyElsewhere(owner, 'tool');
    if (isWanted(key.secretKey)) return key;
    await controls.deleteKeyElsewhere(owner, key.accessKey);
  }
  throw new Error('No secret was as wanted.');
}

/** A `LendKey` that lends this key for every source. */
export const lendKey =
  (key: () => Pick<KeyState, 'accessKey' | 'secretKey'>, savedName: string | null = null): LendKey =>
  async (_source, use) => {
    const { accessKey, secretKey } = key();
    const secret = Buffer.from(secretKey);
    const usable: UsableKey = {
      keyName: 'tool',
      accessKey,
      ownerName: 'Grace Hopper',
      home: { owner: null, account: null, place: null },
      savedName,
    };
    const result = await use(secret, usable);
    secret.fill(0);
    return success(result);
  };
