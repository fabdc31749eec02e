import { queryOptions } from '@tanstack/react-query';
import { browserSignIn, call } from '../../app/bridge.ts';

const readRegions = async () => {
  const result = await call(() => browserSignIn.ListRegions());
  return result.ok ? result.value.regions : Promise.reject(result.failure);
};

/** Read while the first screen is shown, so that the region is there at once. */
export const regionsQuery = queryOptions({ queryKey: ['sign-in-regions'], queryFn: readRegions });
