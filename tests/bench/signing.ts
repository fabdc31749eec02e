import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { signedHeaders } from '../../main/oracle/request-signature.ts';
import { compare, type Figure } from './figure.ts';
import { medianOfRounds } from './interleave.ts';
import { loadOfficialSdk } from './official-sdk.ts';
import { runtimeName } from './runtime.ts';

const perRound = 64;
const atOnce = 8;
const body = JSON.stringify({
  schemas: ['urn:example'],
  displayName: 'ci-deploy',
  user: { ocid: 'ocid1.user.oc1..x' },
});
const address = 'https://idcs-0123456789abcdef0123456789abcdef.identity.oraclecloud.com/admin/v1/CustomerSecretKeys';

/**
 * POST requests signed per second with one 2048-bit key, eight at a time like the calls of the app: by our client, by bare
 * `crypto.sign` of a text with the same length, and by the official signer.
 */
export async function measureSigning(): Promise<Figure[]> {
  const { privateKey: pem } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const [tenancy, user, fingerprint] = ['ocid1.tenancy.oc1..x', 'ocid1.user.oc1..x', '00:11:22:33'];
  const signer = { keyId: `${tenancy}/${user}/${fingerprint}`, privateKey: createPrivateKey(pem) };
  const { common } = loadOfficialSdk();
  const official = new common.DefaultRequestSigner(
    new common.SimpleAuthenticationDetailsProvider(tenancy, user, fingerprint, pem, null, common.Region.EU_FRANKFURT_1),
  );
  const text = Buffer.from('x'.repeat(420));
  const bareSign = promisify(sign);

  const ours = () => {
    const content = { bytes: Buffer.from(body), contentType: 'application/json' };
    return signedHeaders(
      { method: 'POST', url: new URL(address), date: new Date().toUTCString(), body: content },
      signer,
    );
  };
  const bare = () => bareSign('sha256', text, signer.privateKey);
  const theirs = () => official.signHttpRequest({ method: 'POST', uri: address, headers: new Headers(), body });

  const contestants = [rateOf(ours), rateOf(bare), rateOf(theirs)];
  const [oursRate = Number.NaN, bareRate = Number.NaN, theirRate = Number.NaN] = await medianOfRounds(contestants, {
    rounds: 40,
    warmUp: 4,
  });
  const mine = { unit: '/s', ours: oursRate };
  return [
    compare({
      ...mine,
      name: `signing against bare crypto.sign, ${runtimeName()}`,
      theirs: bareRate,
      limit: { atLeast: 0.9 },
    }),
    compare({
      ...mine,
      name: `signing against the SDK's signer, ${runtimeName()}`,
      theirs: theirRate,
      limit: { atLeast: 3 },
    }),
  ];
}

/** The number of runs of `run` per second. */
const rateOf = (run: () => Promise<unknown>) => async () => {
  let left = perRound;
  const keepRunning = async () => {
    while (left > 0) {
      left -= 1;
      await run();
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: atOnce }, keepRunning));
  return (perRound * 1000) / (performance.now() - began);
};
