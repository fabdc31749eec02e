import { createHash } from 'node:crypto';
import type { User } from '../directory/person.ts';

/** A customer secret key as the service stores it. Times are milliseconds since 1970. */
export interface SecretKey {
  /** SCIM id. */
  readonly id: string;
  readonly ocid: string;
  readonly owner: User;
  /** The user who made the key. For a seeded key, its owner. */
  readonly maker: User;
  readonly madeThrough: 'scim' | 'classic';
  readonly accessKey: string;
  readonly secretKey: string;
  readonly created: number;
  readonly expiresOn: number | null;
  displayName: string | null;
  description: string | null;
  status: 'ACTIVE' | 'INACTIVE';
  modified: number;
  revision: number;
}

/** The attributes that a creation may set. */
export interface KeyDraft {
  readonly displayName: string | null;
  readonly description: string | null;
  readonly expiresOn: number | null;
  readonly status: SecretKey['status'];
}

/** How many keys Oracle allows a user. */
export const keyLimit = 2;

/** The entity tag of the key, which differs after every change. */
export const etagOf = (key: SecretKey): string =>
  createHash('sha256').update(`${key.id}/${key.revision}`).digest('hex').slice(0, 40);

/** True without `If-Match`, for `*`, and for a list with the key's current tag, quoted or not, weak or not. */
export const ifMatchHolds = (header: string | undefined, key: SecretKey): boolean =>
  header === undefined ||
  header.split(',').some((each) => {
    const tag = each.trim().replace(/^W\//, '').replace(/^"|"$/g, '');
    return tag === '*' || tag === etagOf(key);
  });
