import type { RegionUnknown } from '../oracle/regions.ts';

/** What can be wrong with the configuration file as a whole. `line` counts from 1. */
export type ConfigFileProblem =
  | { readonly kind: 'config-missing'; readonly file: string }
  | { readonly kind: 'config-unreadable'; readonly file: string; readonly reason: string }
  | { readonly kind: 'config-malformed'; readonly file: string; readonly line: number; readonly reason: string }
  /** A private key was chosen where a configuration file belongs. */
  | { readonly kind: 'config-is-key'; readonly file: string };

/** What can be wrong with a private key: `file` is the key's, not the configuration's. */
export type PrivateKeyProblem =
  | { readonly kind: 'key-missing'; readonly file: string }
  | { readonly kind: 'key-unreadable'; readonly file: string; readonly reason: string }
  | { readonly kind: 'passphrase-needed'; readonly file: string }
  | { readonly kind: 'passphrase-wrong'; readonly file: string };

/** `expected` is in the profile, `found` is the fingerprint of the key in `keyFile`. */
export type FingerprintMismatch = {
  readonly kind: 'fingerprint-mismatch';
  readonly keyFile: string;
  readonly expected: string;
  readonly found: string;
};

/** What can be wrong with one profile, as far as it is known without the service. */
export type ProfileProblem =
  | ConfigFileProblem
  | PrivateKeyProblem
  | { readonly kind: 'profile-unknown'; readonly file: string; readonly profile: string }
  /** `missing` holds the names of the keys that neither the profile nor DEFAULT has. */
  | {
      readonly kind: 'profile-incomplete';
      readonly file: string;
      readonly profile: string;
      readonly missing: readonly string[];
    }
  /** The profile does not say where its private key is: nothing, the Console's placeholder, or a `key_content`. */
  | {
      readonly kind: 'key-not-chosen';
      readonly file: string;
      readonly profile: string;
      readonly why: 'nothing' | 'placeholder' | 'content';
    }
  /** The token of a session profile cannot be used: `file` is the token's. */
  | { readonly kind: 'token-unusable'; readonly file: string; readonly profile: string; readonly reason: string }
  /** `expires`: ISO 8601, from the token itself. `region` as the profile has it. */
  | {
      readonly kind: 'cli-session-over';
      readonly profile: string;
      readonly region: string;
      readonly expires: string;
    }
  | RegionUnknown
  | { readonly kind: 'endpoint-refused'; readonly endpoint: string; readonly reason: string }
  | FingerprintMismatch;
