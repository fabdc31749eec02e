import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createOracleClient } from '../../../main/oracle/create-oracle-client.ts';
import type { OracleClientOptions } from '../../../main/oracle/oracle-client.ts';
import type { Simulator } from '../../../simulator/start-simulator.ts';
import { testOptions } from './test-account.ts';

type Addresses = Pick<Simulator, 'configFile' | 'url'>;

/** The entries of one profile of the simulator's configuration file. The parser is enough for this plain file only. */
async function readProfile(configFile: string, profile: 'ADMIN' | 'USER'): Promise<(name: string) => string> {
  const text = await readFile(configFile, 'utf8');
  const section = text.split(`[${profile}]`)[1]?.split('[')[0] ?? '';
  return (name) => new RegExp(`^${name}=(.+)$`, 'm').exec(section)?.[1] ?? '';
}

/** A client of the simulator, signed in as one of its two profiles. */
export async function clientOf(
  { configFile, url }: Addresses,
  profile: 'ADMIN' | 'USER',
  changes: Partial<OracleClientOptions> = {},
) {
  const entry = await readProfile(configFile, profile);
  const privateKey = createPrivateKey(await readFile(entry('key_file')));
  const [tenancyOcid, userOcid] = [entry('tenancy'), entry('user')];
  const signer = { keyId: `${tenancyOcid}/${userOcid}/${entry('fingerprint')}`, privateKey };
  const client = createOracleClient(
    testOptions(url, { tenancyOcid, userOcid, signer: async () => signer, ...changes }),
  );
  return { client, tenancyOcid, userOcid, signer };
}

interface SimulatorState {
  readonly requests: readonly { method: string; path: string; count: number }[];
  readonly keys: readonly {
    name: string;
    accessKey: string;
    secretKey: string;
    status: string;
    user: { ocid: string };
  }[];
}

/** The simulator's controls, for tests. */
export const controlsOf = ({ url }: Pick<Simulator, 'url'>) => {
  const send = async (method: string, path: string, value?: unknown) => {
    const body = value === undefined ? null : JSON.stringify(value);
    const response = await fetch(`${url}/simulator/${path}`, { method, body });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  return {
    reset: () => send('POST', 'reset'),
    addFault: (fault: object) => send('POST', 'faults', fault),
    switchTo: (switches: object) => send('POST', 'switches', switches),
    async state(userName?: string): Promise<SimulatorState> {
      const response = await send('GET', userName === undefined ? 'state' : `state?user=${userName}`);
      return (await response.json()) as SimulatorState;
    },
  };
};
