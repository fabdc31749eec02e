import { success } from '../basics/outcome.ts';
import type { ClassicApi } from './classic-api.ts';
import { readEveryClassicPage } from './classic-paging.ts';
import { listedRows } from './listed.ts';
import type { OracleClient } from './oracle-client.ts';
import { compartmentSchema, domainSchema, namespaceSchema, tenancySchema } from './wire-schemas.ts';
import { rowsOf } from './wire-values.ts';

type TenancyDirectory = Pick<
  OracleClient,
  'getTenancy' | 'getHomeRegion' | 'listRegions' | 'getNamespace' | 'listCompartments' | 'listDomains'
>;

const mostPerPage = 1000;

/** The tenancy, its compartments and its domains. They come from the classic API, even if users live in domains. */
export function createTenancyDirectory(api: ClassicApi): TenancyDirectory {
  const { calls, base, tenancyOcid } = api;
  return {
    async getTenancy(signal) {
      const call = { base, segments: ['tenancies', tenancyOcid] };
      const answer = await calls.read(call, tenancySchema, signal);
      if (!answer.ok) return answer;
      const { id, name, homeRegionKey } = answer.value.value;
      return success({ ocid: id, name, homeRegionKey: homeRegionKey ?? null });
    },

    getHomeRegion: api.homeRegion,
    listRegions: api.regions,

    /** The whole answer is one JSON string: https://docs.oracle.com/iaas/api/#/en/objectstorage/latest/Namespace/GetNamespace */
    async getNamespace(objectStorageBase, signal) {
      const call = { base: objectStorageBase, segments: ['n'] };
      const answer = await calls.read(call, namespaceSchema, signal);
      return answer.ok ? success(answer.value.value) : answer;
    },

    /** Those that the caller may enter and that are not deleted; the tenancy itself, the root, is not among them. */
    async listCompartments(signal) {
      const query = {
        compartmentId: tenancyOcid,
        compartmentIdInSubtree: 'true',
        accessLevel: 'ACCESSIBLE',
        limit: mostPerPage,
      };
      const call = { base, segments: ['compartments'], query };
      const answer = await readEveryClassicPage(calls, call, rowsOf(compartmentSchema), signal);
      if (!answer.ok) return answer;
      const alive = answer.value.filter((row) => (row?.lifecycleState ?? 'ACTIVE') === 'ACTIVE');
      return success(
        listedRows(alive, ({ id, name, compartmentId }) => ({ ocid: id, name, parentOcid: compartmentId ?? null })),
      );
    },

    /** The domains of one compartment: the API has no way to ask for a whole tree. */
    async listDomains(compartmentOcid, signal) {
      const query = { compartmentId: compartmentOcid, limit: mostPerPage };
      const call = { base, segments: ['domains'], query };
      const answer = await readEveryClassicPage(calls, call, rowsOf(domainSchema), signal);
      if (!answer.ok) return answer;
      const domains = listedRows(answer.value, (row) => ({
        ocid: row.id,
        name: row.displayName,
        description: row.description ?? null,
        compartmentOcid: row.compartmentId,
        url: row.url,
        isDefault: row.type === 'DEFAULT',
        state: row.lifecycleState,
        licenseType: row.licenseType ?? null,
      }));
      return success(domains);
    },
  };
}
