import { failed, success } from '../basics/outcome.ts';
import type { ClassicApi } from './classic-api.ts';
import { classicUserOf, searchClassicUsers } from './classic-user-search.ts';
import { takeCreatedKey } from './created-key.ts';
import { listedRows } from './listed.ts';
import type { Answer, KeyOwner, KeyRecord, UserRecord, UsersAndKeys } from './oracle-client.ts';
import { refusedHere } from './refused-here.ts';
import { type ClassicKey, classicCreatedKeySchema, classicKeySchema, classicUserSchema } from './wire-schemas.ts';
import { rowsOf } from './wire-values.ts';

/**
 * Users and keys over the classic IAM API. Keys are written, and read, in the home region: other regions learn of a change
 * a little later, and a list that lags behind would make a creation look lost.
 */
export function createClassicIam(api: ClassicApi): UsersAndKeys {
  const { calls, base, userOcid } = api;
  const keysOf = (owner: KeyOwner) => ['users', owner.kind === 'self' ? userOcid : owner.ocid, 'customerSecretKeys'];
  const readUser = async (id: string, signal?: AbortSignal): Answer<UserRecord> => {
    const answer = await calls.read({ base, segments: ['users', id] }, classicUserSchema, signal);
    return answer.ok ? success(classicUserOf(answer.value.value)) : answer;
  };

  return {
    offers: { description: false, expiry: false, status: false },
    me: (signal) => readUser(userOcid, signal),
    getUser: readUser,
    findUsers: (query, signal) => searchClassicUsers(api, query, signal),

    async listKeys(owner, signal) {
      const read = (home: string) =>
        calls.read({ base: home, segments: keysOf(owner) }, rowsOf(classicKeySchema), signal);
      const answer = await api.atHome(read, signal);
      return answer.ok ? success(listedRows(answer.value.value, classicKeyOf)) : answer;
    },

    /** Takes the name only: this API has neither description nor expiry. */
    async createKey(owner, { name }, retryToken) {
      const call = { method: 'POST', segments: keysOf(owner), content: { displayName: name } } as const;
      const headers = { 'opc-retry-token': retryToken };
      const answer = await api.atHome((home) => calls.write({ ...call, base: home, headers }));
      if (!answer.ok) return answer;
      return takeCreatedKey(answer.value, 'key', classicCreatedKeySchema, ({ key: secret, ...created }) => ({
        key: classicKeyOf({ ...created, displayName: created.displayName ?? name }),
        secret,
      }));
    },

    renameKey(owner, keyId, name) {
      const call = { method: 'PUT', segments: [...keysOf(owner), keyId], content: { displayName: name } } as const;
      return api.atHome((home) => calls.change({ ...call, base: home }));
    },

    async setDescription() {
      return failed(refusedHere(base, 'The classic IAM API knows no description of a key.'));
    },

    async setKeyStatus() {
      return failed(refusedHere(base, 'The classic IAM API cannot deactivate or reactivate a key.'));
    },

    deleteKey: (owner, keyId) =>
      api.atHome((home) => calls.change({ method: 'DELETE', base: home, segments: [...keysOf(owner), keyId] })),
  };
}

/** `id` is the access key, and there is no other name for a key. */
export const classicKeyOf = ({ id, displayName, timeCreated, timeExpires, lifecycleState }: ClassicKey): KeyRecord => ({
  id,
  name: displayName ?? '',
  description: null,
  accessKey: id,
  created: timeCreated ?? null,
  expires: timeExpires ?? null,
  state: lifecycleState ?? null,
});
