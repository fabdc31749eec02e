import { createHash, createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import { judge } from '../basics/judge.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { UpdateProblem } from './update-problem.ts';

/** The form of the list. A higher number is for a newer Keydesk. */
const FORMAT = 1;

/** A plain name, also on Windows: no folder, no dot at its start or end, no character with a meaning to a shell. */
const NAME = '[A-Za-z0-9](?:[A-Za-z0-9._+-]{0,98}[A-Za-z0-9])?';
const word = z.string().regex(/^[a-z0-9._]{1,20}$/);
const version = z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/);
const hex = (length: number) => z.string().regex(new RegExp(`^[0-9a-f]{${length}}$`));

const fileSchema = z.strictObject({
  /** As Node names them: `linux`, `x64`. */
  platform: word,
  arch: word,
  package: word,
  name: z.string().regex(new RegExp(`^${NAME}$`)),
  /** A path relative to the folder of the list, which it never leaves. */
  url: z.string().regex(new RegExp(`^(?:${NAME}/){0,4}${NAME}$`)),
  size: z.number().int().min(1).max(2_000_000_000),
  sha256: hex(64),
  sha512: hex(128),
});

const manifestSchema = z.strictObject({
  format: z.literal(FORMAT),
  product: z.literal('keydesk'),
  /** Higher than in every earlier list. */
  counter: z.number().int().positive(),
  issued: z.iso.datetime(),
  expires: z.iso.datetime(),
  version,
  /** The oldest version that may still be used. */
  minimum: version,
  files: z
    .array(fileSchema)
    .max(60)
    .refine(
      (files) => new Set(files.map((file) => `${file.platform} ${file.arch} ${file.package}`)).size === files.length,
    ),
});

export type UpdateFile = Readonly<z.infer<typeof fileSchema>>;
export type Manifest = Omit<Readonly<z.infer<typeof manifestSchema>>, 'files'> & {
  readonly files: readonly UpdateFile[];
  /** SHA-256 of the signed bytes: distinguishes two lists with the same number. */
  readonly digest: string;
};

/**
 * What the server delivers: the bytes of the list, and signatures over exactly these bytes. While keys are replaced, there are up to four.
 */
const envelopeSchema = z.strictObject({
  signed: z.base64().max(200_000),
  signatures: z.array(z.strictObject({ key: z.base64().max(60), signature: z.base64().max(120) })).max(4),
});

/** Parses JSON that is written exactly as `JSON.stringify` writes it: no member twice, no white space. `undefined`: it is not. */
function parseExact(bytes: Buffer): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What the DER form of an Ed25519 public key has before its 32 bytes (RFC 8410). */
const DER_HEAD = Buffer.from('302a300506032b6570032100', 'hex');
const publicKey = (raw: string) =>
  createPublicKey({ key: Buffer.concat([DER_HEAD, Buffer.from(raw, 'base64')]), format: 'der', type: 'spki' });

/**
 * Security line 37: returns the list that the server has delivered, if both keys have signed it. Not a byte of the list is parsed before
 * that. Only the envelope is, which has nothing else but the signatures.
 */
export function readManifest(
  delivered: Buffer,
  keys: readonly [string, string],
  host: string,
): Outcome<Manifest, UpdateProblem> {
  const refuse = (what: string) => failed({ kind: 'updates-refused', host, what } as const);
  const envelope = judge(envelopeSchema, parseExact(delivered)).data;
  if (envelope === undefined) return refuse('is no list of versions');
  const signed = Buffer.from(envelope.signed, 'base64');
  const hasSigned = (key: string) =>
    envelope.signatures.some(
      (each) => each.key === key && verify(null, signed, publicKey(key), Buffer.from(each.signature, 'base64')),
    );
  const good = keys.filter(hasSigned).length;
  if (good < keys.length)
    return refuse(good === 0 ? 'has neither of the two signatures' : 'has one of the two signatures');

  const content = parseExact(signed);
  const head = judge(z.object({ format: z.number().optional(), product: z.unknown() }), content).data;
  if (head !== undefined && head.product !== 'keydesk') return refuse('is about another program');
  if (head?.format !== undefined && head.format > FORMAT) return failed({ kind: 'updates-format', host });
  const manifest = judge(manifestSchema, content).data;
  if (manifest === undefined) return refuse('is signed, and malformed');
  return success({ ...manifest, digest: createHash('sha256').update(signed).digest('hex') });
}

/** The last list that was taken in. */
export interface Remembered {
  readonly counter: number;
  readonly digest: string;
  readonly checked: number;
}

/** Milliseconds by which a clock may be wrong. */
const LENIENCY = 3_600_000;

/** Why a list that both keys have signed is refused all the same: it is old, from the future, or has expired. Null: it is good. */
export function whyNotNow(
  manifest: Manifest,
  before: Remembered | null,
  now: number,
  host: string,
): UpdateProblem | null {
  const refused = (what: string) => ({ kind: 'updates-refused', host, what }) as const;
  if (before !== null && manifest.counter < before.counter)
    return refused('is older than one that this computer has seen');
  if (before?.counter === manifest.counter && before.digest !== manifest.digest)
    return refused('has the number of another one that this computer has seen');
  // For a list that was seen before, the time of the last look counts too: otherwise a clock that is set back would keep the list good for
  // ever. For a newer list that time no longer counts.
  const seen = Math.max(Date.parse(manifest.issued), before?.counter === manifest.counter ? before.checked : 0);
  if (seen > now + LENIENCY) return { kind: 'updates-clock', seen, now };
  const expired = Date.parse(manifest.expires);
  return expired <= now ? { kind: 'updates-expired', host, expired, now } : null;
}

/** Below 0: `one` is older than `other`. */
export function compareVersions(one: string, other: string): number {
  const [first, second] = [one, other].map((text) => text.split('.').map(Number));
  return first?.map((part, index) => part - (second?.[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
