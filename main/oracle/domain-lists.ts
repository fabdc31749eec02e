import type * as z from 'zod/mini';
import { success } from '../basics/outcome.ts';
import { scimUserOf, userAttributes } from './identity-domain.ts';
import type { Answer, DomainLists, KeyHolder, ListPage, ListQuery, OwnedKey } from './oracle-client.ts';
import { type ServiceCalls, scimAt } from './service-calls.ts';
import {
  credentialsOfUser,
  type ScimKeyHolder,
  type ScimOwnedKey,
  scimKeyHolderSchema,
  scimListOf,
  scimOwnedKeySchema,
} from './wire-schemas.ts';

// Every request names the attributes that it wants, and never `secretKey`: the service "returns it by default" (`docs/oracle.md`).
const keyAttributes = 'displayName,accessKey,expiresOn,meta.created,user.value,user.ocid,user.name,user.display';
const holderAttributes = `${userAttributes},${credentialsOfUser}:customerSecretKeys`;

/** The lists of all keys and all users of an identity domain, over SCIM. */
export function createDomainLists(url: string, calls: ServiceCalls): DomainLists {
  const listOf =
    <T, R>(resource: string, attributes: string, schema: z.ZodMiniType<T>, of: (row: T) => R) =>
    async ({ filter, sortBy, startIndex, count }: ListQuery, signal?: AbortSignal): Answer<ListPage<R>> => {
      const query = { filter, attributes, sortBy, sortOrder: 'ASCENDING', startIndex, count };
      const call = { ...scimAt(url), segments: [resource], query };
      const answer = await calls.readOnce(call, scimListOf(schema), signal);
      if (!answer.ok) return answer;
      const { Resources, totalResults } = answer.value.value;
      return success({ rows: (Resources ?? []).map((row) => row && of(row)), total: totalResults });
    };
  return {
    keys: listOf('CustomerSecretKeys', keyAttributes, scimOwnedKeySchema, keyOf),
    users: listOf('Users', holderAttributes, scimKeyHolderSchema, holderOf),
  };
}

const keyOf = ({ id, displayName, accessKey, meta, expiresOn, user }: ScimOwnedKey): OwnedKey => ({
  id,
  name: displayName ?? '',
  accessKey,
  created: meta?.created ?? null,
  expires: expiresOn ?? null,
  owner: {
    id: user.value,
    ocid: user.ocid ?? null,
    userName: user.name ?? null,
    displayName: user.display ?? null,
  },
});

function holderOf(user: ScimKeyHolder): KeyHolder {
  const credentials = user[credentialsOfUser];
  return { ...scimUserOf(user), keyIds: credentials?.customerSecretKeys?.map(({ value }) => value) ?? null };
}
