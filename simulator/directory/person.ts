/** A person in a domain, without the ids, which are computed when they are needed. */
export interface Person {
  /** Stable within a domain: known people come first, so their numbers do not depend on the number of other people. */
  readonly number: number;
  readonly userName: string;
  readonly displayName: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  readonly active: boolean;
  readonly service: boolean;
  /** Milliseconds since 1970. */
  readonly created: number;
}

export interface User extends Person {
  /** SCIM id: 32 hexadecimal characters. */
  readonly id: string;
  readonly ocid: string;
  readonly domainOcid: string;
}
