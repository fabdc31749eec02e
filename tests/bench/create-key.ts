import type { UsersAndKeys } from '../../main/oracle/oracle-client.ts';
import { signedHeaders } from '../../main/oracle/request-signature.ts';
import type { SimulatorAddresses } from '../../simulator/start-simulator.ts';
import { unwrap } from '../support/parts/unwrap.ts';
import { clientOf, controlsOf } from '../support/simulator/simulator-client.ts';
import { compare, type Figure } from './figure.ts';
import { medianOfRounds, timed } from './interleave.ts';
import { loadOfficialSdk } from './official-sdk.ts';
import { runtimeName } from './runtime.ts';

const rounds = 150;
const warmUp = 20;

/**
 * In each round our client and the SDK make one key each, for the same user of the same simulator, over open connections. The time that
 * both must wait is subtracted: that of the same request, signed in advance and sent by bare `fetch`. Each run first resets the directory.
 */
export async function measureCreations(simulator: SimulatorAddresses): Promise<Figure[]> {
  await controlsOf(simulator).reset();
  const { client, signer } = await clientOf(simulator, 'ADMIN');
  const ours = client.domain(simulator.domainUrl);
  const users = await usersWithoutKeys(simulator, ours);
  const ocidOf = (round: number) => {
    const ocid = users[round];
    if (ocid === undefined) throw new Error(`There are only ${users.length} users without keys.`);
    return ocid;
  };

  const { common, domains } = loadOfficialSdk();
  const [tenancy = '', user = '', fingerprint = ''] = signer.keyId.split('/');
  const theirs = new domains.IdentityDomainsClient({
    authenticationDetailsProvider: new common.SimpleAuthenticationDetailsProvider(
      tenancy,
      user,
      fingerprint,
      String(signer.privateKey.export({ type: 'pkcs8', format: 'pem' })),
      null,
      common.Region.EU_FRANKFURT_1,
    ),
  });
  theirs.endpoint = simulator.domainUrl;

  const createOurs = async (round: number) => {
    const owner = { kind: 'user', ocid: ocidOf(round) } as const;
    const key = { name: `ours ${round}`, description: null, expiresOn: null };
    unwrap(await ours.createKey(owner, key, crypto.randomUUID()));
  };
  const createTheirs = async (round: number) => {
    const customerSecretKey = keyOf(`theirs ${round}`, ocidOf(round));
    const made = await theirs.createCustomerSecretKey({ customerSecretKey, opcRetryToken: crypto.randomUUID() });
    if (!made.customerSecretKey.accessKey) throw new Error("The SDK's creation gave no key.");
  };
  const url = new URL('admin/v1/CustomerSecretKeys', `${simulator.domainUrl}/`);
  const sendSigned = async (round: number) => {
    // A user may have two keys, and each contestant makes one. So the bare request makes its keys for other users.
    const bytes = Buffer.from(JSON.stringify(keyOf(`bare ${round}`, ocidOf(rounds + warmUp + round))));
    const body = { bytes, contentType: 'application/scim+json' };
    const headers = await signedHeaders({ method: 'POST', url, date: new Date().toUTCString(), body }, signer);
    return timed(async () => {
      const response = await fetch(url, { method: 'POST', headers, body: bytes });
      await response.arrayBuffer();
      if (response.status !== 201) throw new Error(`The bare creation was answered with ${response.status}.`);
    })(round);
  };
  try {
    const contestants = [timed(createOurs), timed(createTheirs), sendSigned];
    const medians = await medianOfRounds(contestants, { rounds, warmUp });
    const [oursMs = Number.NaN, theirsMs = Number.NaN, bareMs = Number.NaN] = medians;
    const name = `one create without the service's time, against the SDK's, ${runtimeName()}`;
    return [compare({ name, unit: 'ms', ours: oursMs - bareMs, theirs: theirsMs - bareMs, limit: { atMost: 0.5 } })];
  } finally {
    theirs.close();
  }
}

/** What the SDK sends to make a key. */
const keyOf = (displayName: string, ocid: string) => ({
  schemas: ['urn:ietf:params:scim:schemas:oracle:idcs:customerSecretKey'],
  displayName,
  user: { ocid },
});

/** The OCIDs of users without keys. Each user may have two: one from each contestant. */
async function usersWithoutKeys(simulator: SimulatorAddresses, ours: UsersAndKeys) {
  const page = unwrap(await ours.findUsers({ text: '', cursor: null, count: 1000 }));
  const { keys } = await controlsOf(simulator).state();
  const owners = new Set(keys.map(({ user }) => user.ocid));
  // The administrator is not another user.
  return page.users
    .filter(({ ocid, userName }) => !owners.has(ocid) && userName !== 'ada.byron')
    .map(({ ocid }) => ocid);
}
