import { z } from 'zod';
import { failed, type Outcome, success } from '../outcome.ts';
import { sealForRecipient } from './age-file.ts';

/** An age public key that files can be locked for, as text in small letters. */
export interface RecipientKey {
  readonly publicKey: string;
  readonly kind: 'x25519' | 'post-quantum';
}

/** Why a text is no public key to lock a file for. None of these repeats the text: it may be something secret. */
export type RecipientInvalid = {
  readonly kind: 'recipient-invalid';
  readonly why: 'empty' | 'several' | 'ssh' | 'plugin' | 'mistyped' | 'not-age';
};

/**
 * The public key is known as somebody else's: whoever locked a file for it would hand it to them. `own-address`: it is this
 * person's own handover address.
 */
export type RecipientTaken =
  | {
      readonly kind: 'recipient-invalid';
      readonly why: 'known-for-another';
      readonly owner: string;
      readonly user: string;
    }
  | { readonly kind: 'recipient-invalid'; readonly why: 'own-address'; readonly user: string };

/** A private key where a public one belongs. It is not kept. */
export type PrivateKeyPasted = { readonly kind: 'private-key-pasted' };

export type RecipientKeyProblem = RecipientInvalid | PrivateKeyPasted;

/** OpenPGP calls what it armors a block. */
const PRIVATE = /AGE-SECRET-KEY-|AGE-PLUGIN-|-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----/i;
const SSH = /^(?:ssh-|ecdsa-|sk-(?:ssh|ecdsa)-)/i;
/** No `1` behind the prefix: it does not occur in the alphabet of these keys. */
const KEY = /^age1(?<quantum>pq1)?[02-9ac-hj-np-z]+$/;
/** A public key as a file of ours holds it. A post-quantum one has two thousand characters. */
export const publicKeySchema = z.string().max(4096).regex(KEY);
/** `age1tag1…`, `age1yubikey1…`: a device or a program of its own opens what is locked for these. */
const PLUGIN_KEY = /^age1[a-z0-9+-]{2,30}1[a-z0-9]+$/;

/**
 * Reads what people paste or save as their public key: the key alone, with comments, a recipients file, the line that `age-keygen`
 * prints, or a long key that a mail program has broken into lines.
 */
export async function parseRecipientKey(text: string): Promise<Outcome<RecipientKey, RecipientKeyProblem>> {
  const invalid = (why: RecipientInvalid['why']) => failed({ kind: 'recipient-invalid', why } as const);
  if (PRIVATE.test(text)) return failed({ kind: 'private-key-pasted' });
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/[\r\n]+/)
    .map((line) => line.trim().replace(/^#?\s*public key:\s*/i, ''))
    .filter((line) => line !== '' && !line.startsWith('#'));
  const words = lines
    .join(' ')
    .split(/\s+/)
    .filter((word) => word !== '');
  const [first] = words;
  if (first === undefined) return invalid('empty');
  if (lines.some((line) => SSH.test(line))) return invalid('ssh');
  if (!/^age1/i.test(first)) return invalid('not-age');
  // Only the beginning of a key holds a 1, so words without one continue the key before them.
  const keys = new Set(
    words
      .join(' ')
      .split(/ (?=age1)/i)
      .map((key) => key.replaceAll(' ', '').toLowerCase()),
  );
  const [key] = keys;
  if (key === undefined || keys.size > 1) return invalid('several');
  const match = KEY.exec(key);
  if (match === null) return invalid(PLUGIN_KEY.test(key) ? 'plugin' : 'mistyped');
  try {
    // The check sum stands at the end of the key; that files can really be locked for it, locking one shows.
    await sealForRecipient(key, new Uint8Array());
  } catch {
    return invalid('mistyped');
  }
  return success({ publicKey: key, kind: match.groups?.['quantum'] === undefined ? 'x25519' : 'post-quantum' });
}
