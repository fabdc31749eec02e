import { z } from 'zod';
import type { Recipient } from '../../bridge/values/handover.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { encryptForRecipient, SSH_KEY } from './age-file.ts';

/** A public key that files can be encrypted for: a key of age in small letters, or an SSH key without its comment. */
interface RecipientKey {
  readonly publicKey: string;
  readonly kind: Recipient['kind'];
}

/** Why a text is no public key that a file can be encrypted for. None of these repeats the text: it may be something secret. */
export type RecipientInvalid = {
  readonly kind: 'recipient-invalid';
  readonly why: 'empty' | 'several' | 'ssh' | 'plugin' | 'mistyped' | 'not-age';
};

/**
 * The public key belongs to another person, who could read a file that is encrypted for it. `own-address`: it is this person's own handover
 * address.
 */
export type RecipientTaken =
  | {
      readonly kind: 'recipient-invalid';
      readonly why: 'known-for-another';
      readonly owner: string;
      readonly user: string;
    }
  | { readonly kind: 'recipient-invalid'; readonly why: 'own-address'; readonly user: string };

/** A private key was pasted where a public one belongs. It is not stored. */
export type PrivateKeyPasted = { readonly kind: 'private-key-pasted' };

type RecipientKeyProblem = RecipientInvalid | PrivateKeyPasted;

/** OpenPGP writes `BLOCK` after `PRIVATE KEY`. */
const PRIVATE = /AGE-SECRET-KEY-|AGE-PLUGIN-|-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----/i;
const SSH = /^(?:ssh-|ecdsa-|sk-(?:ssh|ecdsa)-)/im;
/** The start of a public key within other text. */
const BEGIN = /(?<![a-z0-9])age1/g;
/** The number of characters of a public key, by its kind. */
const LENGTH = { x25519: 62, 'post-quantum': 1959 } as const;
/** Characters that cannot be seen, which chat programs and web pages put into long words. */
const UNSEEN = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g;
/** No `1` after the prefix: `1` is not in the alphabet of these keys. */
const KEY = /^age1(?:pq1)?[02-9ac-hj-np-z]+$/;
/** A public key as a file of ours holds it. A post-quantum one has two thousand characters. */
export const publicKeySchema = z
  .string()
  .max(4096)
  .refine((text) => KEY.test(text) || SSH_KEY.test(text));

export function kindOfKey(publicKey: string): RecipientKey['kind'] {
  if (publicKey.startsWith('ssh-')) return 'ssh';
  return publicKey.startsWith('age1pq1') ? 'post-quantum' : 'x25519';
}

/** `age1tag1…`, `age1yubikey1…`: only a device or a plug-in opens what is encrypted for these. */
const PLUGIN_KEY = /^age1(?!pq1)[a-z0-9+-]{2,30}1[a-z0-9]+/;

/**
 * Reads what people paste or save as their public key: the key alone, in quotes or in a sentence, with a comment before or after it,
 * a recipients file, the `.pub` file of an SSH key, the line that `age-keygen` prints, or a long key that a mail program has broken
 * into lines.
 */
export async function parseRecipientKey(pasted: string): Promise<Outcome<RecipientKey, RecipientKeyProblem>> {
  const invalid = (why: RecipientInvalid['why']) => failed({ kind: 'recipient-invalid', why } as const);
  const whole = pasted.replace(UNSEEN, '');
  if (PRIVATE.test(whole)) return failed({ kind: 'private-key-pasted' });
  const lines = whole
    .split(/[\r\n]+/)
    // A mail program marks what it quotes.
    .map((line) => line.replace(/^[\s>]+/, '').replace(/^#\s*(?=public key:)/i, ''))
    .map((line) => line.replace(/(?:^|\s)#.*/, ''))
    .join('\n');
  const text = lines.toLowerCase();
  if (text.trim() === '') return invalid('empty');
  const { findSshKeys } = await import('./ssh-recipient.ts');
  const ssh = new Set(findSshKeys(lines));
  const age = new Set([...text.matchAll(BEGIN)].map(({ index }) => keyAt(text, index)));
  // Text around the key may mention `age1`, and an SSH key may contain these letters.
  const isForm = (key: string) => (ssh.size > 0 ? !KEY.test(key) : age.size > 1 && key === 'age1');
  const [key, ...others] = [...ssh, ...[...age].filter((each) => !isForm(each))];
  if (key === undefined) return invalid(SSH.test(text) ? 'ssh' : 'not-age');
  if (others.length > 0) return invalid('several');
  if (key === null) return invalid('mistyped');
  if (!KEY.test(key) && !SSH_KEY.test(key)) return invalid(PLUGIN_KEY.test(key) ? 'plugin' : 'mistyped');
  try {
    // A key of age ends with a checksum, an SSH key has none. An empty file is encrypted, which shows whether the key can be used.
    await encryptForRecipient(key, new Uint8Array());
  } catch {
    return invalid('mistyped');
  }
  return success({ publicKey: key, kind: kindOfKey(key) });
}

/**
 * The key that begins here. White space in it is skipped until it has its full length, since the next word of a sentence may follow. If
 * more letters follow directly, one of them is added, so that the checksum fails.
 */
function keyAt(text: string, start: number): string {
  const rest = text.slice(start);
  const alone = /^[a-z0-9+-]+/.exec(rest)?.[0] ?? '';
  if (alone === 'age1' || PLUGIN_KEY.test(alone)) return alone;
  const length = LENGTH[rest.startsWith('age1pq1') ? 'post-quantum' : 'x25519'];
  return new RegExp(`^(?:[a-z0-9]\\s*){1,${length - 1}}(?:[a-z0-9]{1,2})?`).exec(rest)?.[0].replace(/\s/g, '') ?? alone;
}
