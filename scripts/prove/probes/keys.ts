import { randomUUID } from 'node:crypto';
import { factsOf, formatOf, member, rowsIn } from '../facts.ts';
import { keysOf, RENAMED } from '../made-things.ts';
import { need, notPossible, type ProbeCode } from '../probe.ts';
import type { MadeKey, Side } from '../side.ts';

const MOST_KEYS = 2;
const DAY = 24 * 3_600_000;
const extension = 'urn:ietf:params:scim:schemas:oracle:idcs:extension:userCredentials:User';
/** A time without milliseconds. The service is said to add them. */
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString().replace(/\.\d+Z$/, 'Z');

type Api = 'domain' | 'classic';
/** The API that makes the keys of this tenancy. */
export const apiOf = (side: Side): Api => (side.bases.domain === null ? 'classic' : 'domain');

/** Asks for a key. Its name is written down before. */
export async function createKey(side: Side, to: Api, { fields = {}, token = randomUUID() as string, name = '' } = {}) {
  const displayName = name || (await side.made.newKeyName());
  const user = side.owner.isSelf ? {} : { user: { ocid: side.owner.ocid } };
  const schemas = ['urn:ietf:params:scim:schemas:oracle:idcs:customerSecretKey'];
  const json = to === 'domain' ? { schemas, displayName, ...user, ...fields } : { displayName };
  const headers = { 'opc-retry-token': token };
  const reply = await side.send({ method: 'POST', to, path: keysOf(side)[to], json, headers });
  if (reply.missing === null) side.made.answered(displayName);
  const text = (field: string) => String(member(reply.json, field) ?? '');
  const [accessKey, secret] = to === 'domain' ? [text('accessKey'), text('secretKey')] : [text('id'), text('key')];
  for (const value of [displayName, accessKey, secret]) side.redaction.learn('key', value);
  const isMade = reply.missing === null && reply.status < 300 && accessKey !== '';
  const ids = { id: text('id'), ocid: text('ocid'), accessKey };
  const made: MadeKey = { name: displayName, ...ids, secret: Buffer.from(secret) };
  return { reply, key: isMade ? made : null };
}

export const patchKey = (side: Side, id: string, path: string, value: string) => {
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];
  const json = { schemas, Operations: [{ op: 'replace', path, value }] };
  return side.send({ method: 'PATCH', to: 'domain', path: [...keysOf(side).domain, id], json });
};
const deleteKey = (side: Side, to: Api, id: string) =>
  side.send({ method: 'DELETE', to, path: [...keysOf(side)[to], id] });
const domainKey = ({ left }: Side) => need(left.domainKey, 'the key for it');

export function needRoom({ owner }: Side) {
  if (owner.keys >= MOST_KEYS) throw notPossible(`the user has ${owner.keys} of ${MOST_KEYS} keys already`);
}

/** The row of a key in the list of an API, by its name. */
async function findRow(side: Side, to: Api, name: string) {
  const { query, ...paths } = keysOf(side);
  const reply = await side.send({ method: 'GET', to, path: paths[to], query: to === 'domain' ? query : {} });
  return { reply, row: rowsIn(reply.json).find((each) => member(each, 'displayName') === name) };
}

/** How the classic API shows the key of the domain. Only the classic API tells the state of a key. */
async function shownByClassic(side: Side) {
  const { reply, row } = await findRow(side, 'classic', domainKey(side).name);
  const shown = (field: string) => formatOf(field, String(member(row, field) ?? ''));
  const fields = ['lifecycleState', 'timeCreated', 'timeExpires'];
  const more = row === undefined ? ['not in the classic list'] : fields.map((field) => `${field} ${shown(field)}`);
  return { reply, more };
}

async function setStatus(side: Side, status: 'ACTIVE' | 'INACTIVE') {
  const reply = await patchKey(side, domainKey(side).id, 'status', status);
  return factsOf(side.redaction, reply, await shownByClassic(side));
}

/** Asks for one key more than Oracle allows. If it is made all the same, it is deleted at once. */
async function askForThird(side: Side, to: Api) {
  domainKey(side);
  if (side.owner.keys + 1 < MOST_KEYS) side.left.filler ??= (await createKey(side, 'domain')).key ?? undefined;
  if (side.owner.keys + 1 < MOST_KEYS) need(side.left.filler, 'the second key');
  const { reply, key } = await createKey(side, to);
  if (key !== null) await deleteKey(side, to, key.id);
  return factsOf(side.redaction, reply);
}

/** The keys that the owner's user resource refers to, and how many there should be. */
async function referredTo(side: Side, expected: number) {
  if (!side.isAdministrator) throw notPossible('it needs an administrator of the domain');
  const query = { attributes: `userName,${extension}:customerSecretKeys` };
  const reply = await side.send({ method: 'GET', to: 'domain', path: ['Users', side.owner.ocid], query });
  const held = member(member(reply.json, extension), 'customerSecretKeys');
  const given = held === undefined ? 'left out' : rowsIn(held).length === expected ? 'all of them' : 'not all';
  return factsOf(side.redaction, reply, { more: [`of ${expected === 0 ? 'no' : 'some'} keys: ${given}`] });
}

export const keys: ProbeCode = {
  'reading-20': (side) => referredTo(side, side.owner.keys),
  async 'keys-1'(side) {
    needRoom(side);
    const creation = {
      token: randomUUID(),
      fields: { description: 'npm run prove', expiresOn: inDays(1), status: 'ACTIVE' },
    };
    const { reply, key } = await createKey(side, 'domain', creation);
    if (key !== null) Object.assign(side.left, { domainKey: key, creation });
    return factsOf(side.redaction, reply, { fields: true });
  },
  async 'keys-2'(side) {
    const { id, name } = domainKey(side);
    const { reply, key } = await createKey(side, 'domain', { ...side.left.creation, name });
    if (key !== null && key.id !== id) await deleteKey(side, 'domain', key.id);
    const which = key === null ? 'no' : key.id === id ? 'the same' : 'another';
    const secret = key !== null && key.secret.length > 0 ? 'with' : 'without';
    return factsOf(side.redaction, reply, { more: [`${which} key`, `${secret} a secret`] });
  },
  async 'keys-3'(side) {
    const key = domainKey(side);
    const name = `${key.name}${RENAMED}`;
    const reply = await patchKey(side, key.ocid || key.id, 'displayName', name);
    if (reply.missing === null && reply.status < 300) side.left.domainKey = { ...key, name };
    return factsOf(side.redaction, reply);
  },
  'keys-4': async (side) => factsOf(side.redaction, await patchKey(side, domainKey(side).id, 'expiresOn', inDays(2))),
  async 'keys-5'(side) {
    const { name } = domainKey(side);
    if (!side.isAdministrator) throw notPossible('it needs an administrator of the domain');
    const query = { attributes: 'displayName', count: 1000, sortBy: 'meta.created', sortOrder: 'DESCENDING' };
    const reply = await side.send({ method: 'GET', to: 'domain', path: ['CustomerSecretKeys'], query });
    const has = rowsIn(reply.json).some((row) => member(row, 'displayName') === name);
    return factsOf(side.redaction, reply, { more: [`the new key is ${has ? '' : 'not '}in it`] });
  },
  'keys-6': (side) => referredTo(side, side.owner.keys + (domainKey(side) ? 1 : 0)),
  async 'keys-7'(side) {
    const { reply, more } = await shownByClassic(side);
    return factsOf(side.redaction, reply, { more });
  },
  'keys-8': (side) => setStatus(side, 'INACTIVE'),
  'keys-9': (side) => askForThird(side, 'domain'),
  'keys-10': (side) => setStatus(side, 'ACTIVE'),
  'keys-17': (side) => setStatus(side, 'ACTIVE'),
  'keys-11': (side) => askForThird(side, 'domain'),
  'keys-12': (side) => askForThird(side, 'classic'),
  'keys-13': async (side) => factsOf(side.redaction, await deleteKey(side, 'classic', domainKey(side).accessKey)),
  async 'keys-18'(side) {
    const { reply, row } = await findRow(side, 'domain', domainKey(side).name);
    return factsOf(side.redaction, reply, { more: [row === undefined ? 'it is not in it' : 'it is still in it'] });
  },
  async 'keys-14'(side) {
    const { id } = domainKey(side);
    await deleteKey(side, 'domain', id);
    return factsOf(side.redaction, await deleteKey(side, 'domain', id));
  },
  async 'keys-15'(side) {
    needRoom(side);
    const { reply, key } = await createKey(side, 'classic');
    if (key !== null) side.left.classicKey = key;
    return factsOf(side.redaction, reply, { fields: true });
  },
  async 'keys-16'(side) {
    const { name, id } = need(side.left.classicKey, 'the key for it');
    const { reply, row } = await findRow(side, 'domain', name);
    const deleted = row === undefined ? null : await deleteKey(side, 'domain', String(member(row, 'id')));
    // Deleted, because the next group needs room for its key.
    if (deleted === null || deleted.status >= 300) await deleteKey(side, 'classic', id);
    if (side.left.filler !== undefined) await deleteKey(side, 'domain', side.left.filler.id);
    if (deleted !== null) return factsOf(side.redaction, deleted);
    return factsOf(side.redaction, reply, { more: ['the domain does not show it'] });
  },
};
