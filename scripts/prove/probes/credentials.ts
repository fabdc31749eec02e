import { createPublicKey, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { fingerprintOf } from '../../../main/signin/private-key.ts';
import { factsOf, member, parsed } from '../facts.ts';
import { need, notPossible, type ProbeCode } from '../probe.ts';
import type { Call, Side } from '../side.ts';

const MOST_API_KEYS = 3;
/** The most bytes in an entry of Windows' keychain. */
const MOST_BYTES = 2560;
const WAIT_SECONDS = 120;
const makePair = promisify(generateKeyPair);

async function newPair() {
  const { privateKey } = await makePair('rsa', { modulusLength: 2048 });
  return { privateKey, pem: String(createPublicKey(privateKey).export({ type: 'spki', format: 'pem' })) };
}
const apiKey = ({ left }: Side) => need(left.apiKey, 'the API key for it');

/** Adds an API key whose fingerprint is written down first. */
async function addApiKey(side: Side, to: 'classic' | 'domain') {
  const { privateKey, pem } = await newPair();
  const fingerprint = fingerprintOf(privateKey);
  await side.made.beginApiKey(fingerprint);
  const schemas = ['urn:ietf:params:scim:schemas:oracle:idcs:apikey'];
  const [path, json] =
    to === 'classic'
      ? [['users', side.userOcid, 'apiKeys'], { key: pem }]
      : [['MyApiKeys'], { schemas, key: pem, description: 'npm run prove' }];
  const reply = await side.send({ method: 'POST', to, path, json });
  if (reply.missing === null) side.made.answered(fingerprint);
  return { reply, fingerprint, signer: { privateKey, keyId: `${side.tenancyOcid}/${side.userOcid}/${fingerprint}` } };
}

/** The first answer to a new API key, and whether it works in the end. */
async function firstUse(side: Side, call: Omit<Call, 'method' | 'as'>) {
  const { signer: as } = apiKey(side);
  const started = Date.now();
  const look = () => side.send({ ...call, method: 'GET', as });
  const first = await look();
  const works =
    first.status === 200 || (await side.until(WAIT_SECONDS, async () => (await look()).status === 200 || null));
  const noted = works ? [`it worked after ${Math.round((Date.now() - started) / 1000)} s`] : [];
  return factsOf(side.redaction, first, { more: [works ? 'it works in the end' : 'it does not work so far'], noted });
}

/** Makes API keys up to Oracle's limit, then asks for one more. All of them are deleted at the end. */
async function askForFourth(side: Side, to: 'classic' | 'domain') {
  apiKey(side);
  for (let count = side.apiKeys + 1; count < MOST_API_KEYS && !side.left.isFull; count += 1) {
    const { reply } = await addApiKey(side, 'classic');
    if (reply.status >= 300) throw notPossible('a key before it could not be made');
  }
  side.left.isFull = true;
  return factsOf(side.redaction, (await addApiKey(side, to)).reply);
}

export const credentials: ProbeCode = {
  async 'api-keys-1'(side) {
    if (side.apiKeys >= MOST_API_KEYS) throw notPossible(`the user has ${MOST_API_KEYS} API keys already`);
    const { reply, ...made } = await addApiKey(side, 'classic');
    if (reply.missing === null && reply.status < 300) side.left.apiKey = made;
    return factsOf(side.redaction, reply, { fields: true });
  },
  'api-keys-2': (side) => firstUse(side, { to: 'classic', path: ['users', side.userOcid] }),
  'api-keys-3': (side) => firstUse(side, { to: 'domain', path: ['Me'] }),
  'api-keys-4': (side) => askForFourth(side, 'domain'),
  'api-keys-5': (side) => askForFourth(side, 'classic'),
  async 'api-keys-6'(side) {
    const { signer: as, fingerprint } = apiKey(side);
    const path = ['users', side.userOcid, 'apiKeys', fingerprint];
    return factsOf(side.redaction, await side.send({ method: 'DELETE', to: 'classic', path, as }));
  },
  async 'sessions-1'(side) {
    if (!side.hasApiKey) throw notPossible('the profile signs as a session');
    const { privateKey, pem } = await newPair();
    const path = ['v1', 'token', 'upst', 'actions', 'GenerateUpst'];
    const json = { publicKey: pem, sessionExpirationInMinutes: 5 };
    const reply = await side.send({ method: 'POST', to: 'auth', path, json });
    const token = String(member(reply.json, 'token') ?? '');
    side.redaction.learn('token', token);
    if (token === '') return factsOf(side.redaction, reply);
    side.left.session = { keyId: `ST$${token}`, privateKey };
    const claims = parsed(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const lives = Number(member(claims, 'exp')) - Number(member(claims, 'iat'));
    const used = ['sub', 'tenant', 'exp', 'iat'].map((name) => `claim ${name}: ${typeof member(claims, name)}`);
    const fits = `${token.length <= MOST_BYTES ? 'at most' : 'more than'} ${MOST_BYTES} bytes`;
    const noted = [
      `${token.length} bytes`,
      `claims: ${Object.keys(claims ?? {})
        .sort()
        .join(', ')}`,
    ];
    return factsOf(side.redaction, reply, { more: [...used, fits, `lives for ${lives} s`], noted });
  },
};
