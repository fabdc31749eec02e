import { success } from '../basics/outcome.ts';
import type { ClassicApi } from './classic-api.ts';
import { classicKeyOf } from './classic-iam.ts';
import { readClassicPage } from './classic-paging.ts';
import { classicUserOf } from './classic-user-search.ts';
import type { ClassicLists } from './oracle-client.ts';
import { classicKeySchema, classicUserSchema } from './wire-schemas.ts';
import { rowsOf } from './wire-values.ts';

const mostPerPage = 1000;

/** All users of the classic API, and each user's keys. Keys are read in the home region, as in `classic-iam.ts`. */
export function createClassicLists(api: ClassicApi): ClassicLists {
  const { base, tenancyOcid } = api;
  const once = { ...api.calls, read: api.calls.readOnce };
  return {
    async users(page, signal) {
      const query = { compartmentId: tenancyOcid, limit: mostPerPage };
      const call = { base, segments: ['users'], query };
      const answer = await readClassicPage(once, call, rowsOf(classicUserSchema), page, signal);
      if (!answer.ok) return answer;
      const { items, next } = answer.value;
      // A page that names itself as the next one would make this endless.
      return success({ rows: items.map((row) => row && classicUserOf(row)), next: next === page ? null : next });
    },

    async keysOf({ ocid, userName, displayName }, signal) {
      const segments = ['users', ocid, 'customerSecretKeys'];
      const read = (home: string) => once.read({ base: home, segments }, rowsOf(classicKeySchema), signal);
      const answer = await api.atHome(read, signal);
      if (!answer.ok) return answer;
      const owner = { id: ocid, ocid, userName, displayName };
      return success(answer.value.value.map((row) => row && { ...classicKeyOf(row), owner }));
    },
  };
}
