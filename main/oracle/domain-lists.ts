import { success } from '../basics/outcome.ts';
import { scimHeaders, scimUserOf, userAttributes } from './identity-domain.ts';
import type { DomainLists, KeyHolder, ListQuery, OwnedKey } from './oracle-client.ts';
import type { ServiceCalls } from './service-calls.ts';
import {
  credentialsOfUser,
  type ScimKeyHolder,
  type ScimOwnedKey,
  scimKeyHolderSchema,
  scimListOf,
  scimOwnedKeySchema,
} from './wire-schemas.ts';

// Always named, and never `secretKey`: the service "returns it by default" (`docs/oracle.md`).
const keyAttributes = 'displayName,accessKey,expiresOn,meta.created,user.value,user.ocid,user.name,user.display';
const holderAttributes = `${userAttributes},${credentialsOfUser}:customerSecretKeys`;

const keyList = scimListOf(scimOwnedKeySchema);
const holderList = scimListOf(scimKeyHolderSchema);

/** The lists of all keys and all users of an identity domain, over SCIM. */
export function createDomainLists(url: string, calls: ServiceCalls): DomainLists {
  const base = `${url.replace(/\/+$/, '')}/admin/v1`;
  const callOf = (resource: string, attributes: string, query: ListQuery) => {
    const { startIndex, count, sortBy, filter } = query;
    return {
      base,
      segments: [resource],
      query: { filter, attributes, sortBy, sortOrder: 'ASCENDING', startIndex, count },
      headers: scimHeaders,
    };
  };
  return {
    async keys(query, signal) {
      const answer = await calls.readOnce(callOf('CustomerSecretKeys', keyAttributes, query), keyList, signal);
      if (!answer.ok) return answer;
      const { Resources, totalResults } = answer.value.value;
      return success({ rows: (Resources ?? []).map((row) => row && keyOf(row)), total: totalResults });
    },
    async users(query, signal) {
      const answer = await calls.readOnce(callOf('Users', holderAttributes, query), holderList, signal);
      if (!answer.ok) return answer;
      const { Resources, totalResults } = answer.value.value;
      return success({ rows: (Resources ?? []).map((row) => row && holderOf(row)), total: totalResults });
    },
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
