import type { User } from './directory/person.ts';
import type { Domain } from './directory/tenancy.ts';

/** Who signed a request. Every caller of the sample tenancy belongs to its Default domain. */
export interface Caller {
  readonly user: User;
  readonly domain: Domain;
  readonly isAdministrator: boolean;
}
