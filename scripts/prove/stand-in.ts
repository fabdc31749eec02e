import { generateKeyPairSync } from 'node:crypto';
import { startSimulator } from '../../simulator/start-simulator.ts';
import { openTenancy } from './open-tenancy.ts';
import type { Redaction } from './redaction.ts';
import type { Place } from './side.ts';

/** In the sample tenancy this user has no keys; the owners of the two profiles have one each. */
const USER_WITHOUT_KEYS = 'murasaki';
const USERS = 60;

/** Starts a simulator in the state of the tenancy: the same rights, as many keys. So any difference is a difference of behaviour. */
export async function openStandIn(tenancy: Place, redaction: Redaction): Promise<Place & AsyncDisposable> {
  const simulator = await startSimulator({ users: USERS, domains: tenancy.bases.domain !== null });
  const source = {
    configFile: simulator.configFile,
    profile: tenancy.isAdministrator ? 'ADMIN' : 'USER',
    user: tenancy.owner.isSelf ? null : USER_WITHOUT_KEYS,
  };
  const advance = async (step: object) => {
    const body = JSON.stringify(step);
    const answer = await fetch(`${simulator.url}/simulator/advance`, { method: 'POST', body });
    return answer.json() as Promise<{ readonly accessKey?: string }>;
  };
  const first = await openTenancy(source, redaction);
  const { ocid } = first.owner;
  const state = await (await fetch(`${simulator.url}/simulator/state?user=${ocid}`)).json();
  for (const { accessKey } of (state as { keys: { accessKey: string }[] }).keys)
    await advance({ user: ocid, deleteKey: accessKey });
  for (let count = 0; count < tenancy.owner.keys; count += 1)
    await advance({ user: ocid, addKey: { name: `key-${count}` } });
  for (let count = first.apiKeys; count < tenancy.apiKeys; count += 1) {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await advance({ user: first.userOcid, addApiKey: publicKey.export({ type: 'spki', format: 'pem' }) });
  }
  return { ...(await openTenancy(source, redaction)), [Symbol.asyncDispose]: () => simulator.close() };
}
