import { z } from 'zod';
import { judge } from '../basics/judge.ts';
import { checkEndpoint } from '../oracle/endpoint.ts';

/** The server that this build asks for newer versions, and the two keys that must both have signed the list. */
export interface UpdateSource {
  /** The address of the signed list: https. No redirect is followed, so that server itself must answer. */
  readonly address: string;
  /** Two Ed25519 public keys of two holders: 32 bytes each, in base64, as `npm run updates -- new-key` prints them. */
  readonly keys: readonly [string, string];
}

/**
 * Set by the makers of packages for users, before they build: `packaging/README.md` says how. Null: this build asks no server. It is a part
 * of the build and not a setting, since a person who could change it could offer any program as a newer Keydesk.
 */
export const builtInSource: UpdateSource | null = null;

const key = z.base64().refine((text) => Buffer.from(text, 'base64').length === 32);
const sourceSchema = z.strictObject({
  address: z.string().refine((address) => checkEndpoint(address).ok),
  keys: z.tuple([key, key]).refine(([one, other]) => one !== other),
});

/** The source if it is a good one; null otherwise. `forTests`: in the build for tests, which may also name a server on this computer. */
export function updateSource(forTests: string | undefined, builtIn = builtInSource): UpdateSource | null {
  const source = judge(sourceSchema, forTests === undefined ? builtIn : JSON.parse(forTests)).data ?? null;
  return forTests === undefined && !source?.address.startsWith('https:') ? null : source;
}
