import { queryOptions } from '@tanstack/react-query';
import { browserSignIn } from '../../app/bridge.ts';
import { readOnce } from '../../app/query-client.ts';

const readRegions = async () => (await readOnce(() => browserSignIn.ListRegions())).regions;

/** Read while the first screen is shown, so that the region is there at once. */
export const regionsQuery = queryOptions({ queryKey: ['sign-in-regions'], queryFn: readRegions });
