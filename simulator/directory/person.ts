/** Somebody in a domain, without the ids that are computed when asked for. */
export interface Person {
  /** Stable within a domain: the known people come first, so theirs do not depend on how many others there are. */
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
