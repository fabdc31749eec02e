import { z } from 'zod';
import { readPublicPem } from './api-keys/public-key.ts';
import type { Controls } from './control-service.ts';
import { apiKeyState, keyState } from './control-state.ts';
import type { Tenancy } from './directory/tenancy.ts';
import { keyIdOf } from './signin/credentials.ts';
import { emptyReply, jsonReply, type Reply } from './wire/exchange.ts';

/** User name, SCIM id or OCID. */
const user = z.string();

export const advanceSchema = z.union([
  z.strictObject({
    user,
    addKey: z.strictObject({ name: z.string(), description: z.string().nullable().default(null) }),
  }),
  /** By name or access key. */
  z.strictObject({ user, deleteKey: z.string() }),
  /** A public key in PEM, pasted into the Console. */
  z.strictObject({ user, addApiKey: z.string() }),
  /** By fingerprint. */
  z.strictObject({ user, deleteApiKey: z.string() }),
  z.strictObject({ user, endSessions: z.literal(true) }),
]);

/** A change from elsewhere: the user in the Console, or a colleague, changes something, and clients are not told. */
export function advance(controls: Controls, step: z.infer<typeof advanceSchema>, now: number): Reply {
  const found = findUser(controls.tenancy, step.user);
  if (!found) return jsonReply(404, { message: `There is no user ${step.user}.` });
  if ('addKey' in step) return addKey(controls, found, step.addKey, now);
  if ('deleteKey' in step) return deleteKey(controls, found, step.deleteKey);
  if ('addApiKey' in step) return addApiKey(controls, found, step.addApiKey, now);
  if ('deleteApiKey' in step) return deleteApiKey(controls, found, step.deleteApiKey, now);
  controls.sessions.endAllOf(found.user);
  return emptyReply(204);
}

export function findUser(tenancy: Tenancy, name: string) {
  for (const domain of tenancy.domains) {
    const user = domain.population.find(name) ?? domain.population.findByUserName(name);
    if (user) return { domain, user };
  }
  return null;
}

type Found = NonNullable<ReturnType<typeof findUser>>;

function addKey(
  { creation, tenancy }: Controls,
  { domain, user }: Found,
  { name, description }: { name: string; description: string | null },
  now: number,
): Reply {
  const draft = { displayName: name, description, expiresOn: null, status: 'ACTIVE' as const };
  const making = { owner: user, maker: tenancy.administrator, madeThrough: 'scim' as const, draft, now };
  const created = creation.create(domain, making, undefined);
  return created.kind === 'created'
    ? jsonReply(200, keyState(domain, created.key))
    : jsonReply(409, { message: `${user.userName} has two keys already.` });
}

function deleteKey({ keys }: Controls, { domain, user }: Found, named: string): Reply {
  const key = keys.ofUser(domain, user).find((each) => each.displayName === named || each.accessKey === named);
  if (!key) return jsonReply(404, { message: `${user.userName} has no key ${named}.` });
  keys.remove(domain, key);
  return jsonReply(200, keyState(domain, key));
}

/** The answer contains the snippet that the Console shows after the upload. Its last line, for the endpoint, is our own. */
function addApiKey({ apiKeys, tenancy, url }: Controls, { domain, user }: Found, pem: string, now: number): Reply {
  const publicKey = readPublicPem(pem);
  if (!publicKey) return jsonReply(400, { message: 'addApiKey must be a public RSA key in PEM.' });
  const draft = { domain, owner: user, maker: user, publicKey, description: null, created: now };
  const uploaded = apiKeys.upload({ ...draft, madeThrough: 'elsewhere' });
  if (uploaded.kind !== 'uploaded') return jsonReply(409, { message: `The key was not added: ${uploaded.kind}.` });
  const { key } = uploaded;
  const snippet = [
    '[DEFAULT]',
    `user=${user.ocid}`,
    `fingerprint=${key.fingerprint}`,
    `tenancy=${tenancy.ocid}`,
    `region=${tenancy.homeRegion.name}`,
    'key_file=<path to your private keyfile> # TODO',
    `keydesk_endpoint=${url}`,
    '',
  ].join('\n');
  const keyId = keyIdOf(tenancy, key);
  return jsonReply(200, { ...apiKeyState(key, apiKeys.stateOf(key, now)), keyId, snippet });
}

function deleteApiKey({ apiKeys }: Controls, { user }: Found, fingerprint: string, now: number): Reply {
  const key = apiKeys.ofUser(user).find((each) => each.fingerprint === fingerprint);
  if (!key) return jsonReply(404, { message: `${user.userName} has no API key ${fingerprint}.` });
  apiKeys.remove(key);
  return jsonReply(200, apiKeyState(key, apiKeys.stateOf(key, now)));
}
