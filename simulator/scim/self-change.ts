import type { Caller } from '../caller.ts';
import type { User } from '../directory/person.ts';
import type { Checked, Reply } from '../wire/exchange.ts';
import { refuse, tooLong } from './key-input.ts';
import type { ScimHome } from './resource.ts';
import { scimError } from './scim-reply.ts';

export const selfChangeRefused = (ownResource: string): Reply =>
  scimError(
    403,
    'error.common.common.selfChangeNotAllowed',
    `Changes to oneself need allowSelfChange, or the resource ${ownResource}.`,
  );

/** The user that a new credential is for: at the endpoint for own credentials the caller, else the user that `user` names. */
export function findOwner(
  kind: 'CustomerSecretKey' | 'ApiKey',
  user: { value?: string | undefined; ocid?: string | undefined } | null,
  own: boolean,
  { caller, home }: { caller: Caller; home: ScimHome },
): Checked<User> {
  if (own) {
    if (user === null) return { ok: true, value: caller.user };
    return refuse('error.common.validation.readOnlyAttribute', 'The attribute user cannot be set here.');
  }
  const named = user?.value ?? user?.ocid;
  if (named === undefined) {
    return refuse('error.common.validation.missingReqAttributes', 'Missing required attribute(s): user.');
  }
  if (user?.value !== undefined && user.value.length > 40) return tooLong('user.value', 40);
  const found = home.domain.population.find(named);
  return found && (user?.value === undefined ? found.ocid : found.id) === named
    ? { ok: true, value: found }
    : refuse(
        'error.common.validation.invalidReferenceResource',
        `${kind}.user references a User with ID ${named} that does not exist.`,
      );
}
