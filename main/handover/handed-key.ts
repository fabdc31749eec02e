import { z } from 'zod';
import { judge } from '../basics/judge.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { printable, printableInOneLine, printableLines } from '../basics/printable.ts';
import { endpointSchema } from '../oracle/endpoint-schema.ts';
import { isAccessKey, isNamespace, isRegion, whyNoSecret } from '../secret/key-form.ts';
import { isReceiptCode } from './receipt-code.ts';

/** What a handed-over file says, without the secret key. */
export interface HandedKey {
  readonly keyName: string;
  /** For whom it was made. */
  readonly user: string;
  readonly tenancy: string | null;
  /** Null: Keydesk could not find it out when the file was made. */
  readonly place: { readonly namespace: string; readonly region: string; readonly endpoint: string } | null;
  readonly accessKey: string;
  /** ISO 8601. */
  readonly date: string;
  readonly sender: string | null;
  /** Line breaks are `\n`. */
  readonly note: string;
  /** A code that the recipient tells the sender. Keys that are handed over one by one have none. */
  readonly receipt?: string | undefined;
  /** The old key that this key replaces, in words. */
  readonly replaces?: string | null | undefined;
}

/** `newer`: a later Keydesk made it. `other-content`: another program made it, or it was changed by hand before it was encrypted. */
export type NotAKey = { readonly kind: 'not-a-key'; readonly why: 'newer' | 'other-content' };

const FORM = '# A customer secret key of Oracle Cloud, handed over with Keydesk. Form ';
const SECRET = 'aws_secret_access_key = ';
/** Stands before every line of a note but its first. */
const CONTINUED = '#       ';

/** The comments that carry a value. */
const labels = {
  'Key name': 'keyName',
  Replaces: 'replaces',
  User: 'user',
  Tenancy: 'tenancy',
  Namespace: 'namespace',
  Sender: 'sender',
  Date: 'date',
  Note: 'note',
  'Receipt code': 'receipt',
} as const;
/** The lines of the profile. */
const settings = {
  aws_access_key_id: 'accessKey',
  region: 'region',
  endpoint_url: 'endpoint',
} as const;
/** Since January 2025 the SDKs send checksums that Oracle refuses. And Oracle needs the name of the bucket in the path. */
const FIXED = [
  'request_checksum_calculation = when_required',
  'response_checksum_validation = when_required',
  's3 =',
  '    addressing_style = path',
];

/** The sender's text with invisible characters as numbers, cut to the room that there is. */
const oneLine = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u)
    .transform((text) => printable(text).slice(0, most).toWellFormed());
const label = oneLine(1024);
const valuesSchema = z.object({
  keyName: oneLine(2000).refine((name) => name !== ''),
  replaces: label.optional(),
  user: label,
  tenancy: label.nullable().default(null),
  sender: label.nullable().default(null),
  namespace: z.string().refine(isNamespace).nullable().default(null),
  date: z.iso.datetime(),
  note: z
    .string()
    .max(1024)
    .default('')
    .transform((text) => printableLines(text).slice(0, 1024).toWellFormed()),
  receipt: z.string().refine(isReceiptCode).optional(),
  accessKey: z.string().refine(isAccessKey),
  region: z.string().refine(isRegion).nullable().default(null),
  endpoint: endpointSchema.nullable().default(null),
});

/** Line breaks of every system become `\n`; an invisible character becomes its number. */
const inLines = (note: string) => printableLines(note.replace(/\r\n?|[\v\f\x85\p{Zl}\p{Zp}]/gu, '\n'));

/**
 * The content of a handed-over file: a profile as AWS tools read it, with comments for people. Its name is `[default]`, which is valid in
 * both files of these tools. The caller fills the buffer with zeros.
 */
export function formatHandedKey(key: HandedKey, secret: Uint8Array): Buffer {
  const { place, note } = key;
  const comment = (name: keyof typeof labels, value: string | null, most = 1024) =>
    value === null ? [] : [`# ${name}: ${printableInOneLine(value).slice(0, most).toWellFormed()}`];
  const [firstOfNote = '', ...restOfNote] = inLines(note).split('\n');
  const head = [
    `${FORM}1`,
    '# Anybody who has these lines can use the key: store them safely, then delete this file.',
    '#',
    ...comment('Key name', key.keyName, 2000),
    ...comment('Replaces', key.replaces ?? null),
    ...comment('User', key.user),
    ...comment('Tenancy', key.tenancy),
    ...comment('Namespace', place?.namespace ?? null),
    ...comment('Sender', key.sender),
    `# Date: ${key.date}`,
    ...(note === '' ? [] : [`# Note: ${firstOfNote}`, ...restOfNote.map((line) => `${CONTINUED}${line}`)]),
    ...(key.receipt === undefined ? [] : ['#', `# Receipt code: ${key.receipt}`, TELL_RECEIPT]),
    '#',
    '# To use it as it stands: AWS_SHARED_CREDENTIALS_FILE=FILE AWS_CONFIG_FILE=FILE aws s3 ls',
    // Debian 12 has AWS CLI 2.9, which ignores endpoint_url and calls Amazon.
    '#   That takes AWS CLI 2.13 or later (or 1.29). Tell an older one the endpoint_url below: --endpoint-url ENDPOINT',
    '# Beside other profiles: call it [NAME] in ~/.aws/credentials, or [profile NAME] in ~/.aws/config.',
    ...(place === null ? UNKNOWN_PLACE : []),
    '',
    '[default]',
    `aws_access_key_id = ${key.accessKey}`,
    SECRET,
  ].join('\n');
  const tail = [
    '',
    ...(place === null ? [] : [`region = ${place.region}`, `endpoint_url = ${place.endpoint}`]),
    ...FIXED,
    '',
  ].join('\n');
  return Buffer.concat([Buffer.from(head), secret, Buffer.from(tail)]);
}

const TELL_RECEIPT = '# Tell the sender this code, by any way: it shows that the key has arrived, and is not secret.';
const UNKNOWN_PLACE = [
  '#',
  '# Region and endpoint were not known when this was made. Add them below:',
  '#   region = REGION (such as eu-frankfurt-1)',
  '#   endpoint_url = https://NAMESPACE.compat.objectstorage.REGION.oraclecloud.com',
  '# NAMESPACE is the Object Storage namespace: in the Console, Profile menu > Tenancy.',
];

/** The lines of a text, as views of its bytes. */
function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start <= bytes.length; ) {
    const end = bytes.indexOf(0x0a, start);
    const line = bytes.subarray(start, end === -1 ? bytes.length : end);
    lines.push(line);
    start += line.length + 1;
  }
  return lines;
}

/**
 * Reads what `formatHandedKey` wrote, and nothing else. The secret is a copy, in a buffer that the caller fills with zeros, like `bytes`.
 * It never becomes a string.
 */
export function parseHandedKey(bytes: Buffer): Outcome<{ readonly key: HandedKey; readonly secret: Buffer }, NotAKey> {
  const other = failed<NotAKey>({ kind: 'not-a-key', why: 'other-content' });
  const values: Record<string, string> = {};
  let secret: Buffer | null = null;
  let isInNote = false;
  let isInProfile = false;
  const [first = Buffer.alloc(0), ...lines] = linesOf(bytes);
  const form = first.toString('latin1');
  if (!form.startsWith(FORM)) return other;
  if (form !== `${FORM}1`) return failed({ kind: 'not-a-key', why: 'newer' });

  for (const line of lines) {
    const isSecret = line.subarray(0, SECRET.length).equals(Buffer.from(SECRET));
    if (isSecret) {
      if (secret !== null || !isInProfile) return other;
      secret = line.subarray(SECRET.length);
      continue;
    }
    const text = line.toString('utf8');
    if (isInNote && text.startsWith(CONTINUED)) {
      values['note'] += `\n${text.slice(CONTINUED.length)}`;
      continue;
    }
    isInNote = false;
    if (text === '[default]' && !isInProfile) isInProfile = true;
    else if (!isInProfile) {
      // Comments that are for people alone may say anything.
      const [, name = '', value = ''] = /^# ([A-Z][a-z ]+): (.*)$/su.exec(text) ?? [];
      const field = Object.entries(labels).find(([each]) => each === name)?.[1];
      if (field === undefined ? !/^(#.*)?$/s.test(text) : values[field] !== undefined) return other;
      if (field !== undefined) values[field] = value;
      isInNote = field === 'note';
    } else {
      const [, name = '', value = ''] = /^(\w+) = (.*)$/s.exec(text) ?? [];
      const field = Object.entries(settings).find(([each]) => each === name)?.[1];
      if (field === undefined ? text !== '' && !FIXED.includes(text) : values[field] !== undefined) return other;
      if (field !== undefined) values[field] = value;
    }
  }
  const checked = judge(valuesSchema, values);
  if (secret === null || whyNoSecret(secret) !== null || !checked.success) return other;
  const { namespace, region, endpoint, ...key } = checked.data;
  const isWhole = namespace !== null && region !== null && endpoint !== null;
  if (!isWhole && (namespace !== null || region !== null || endpoint !== null)) return other;
  const place = isWhole ? { namespace, region, endpoint } : null;
  return success({ key: { ...key, place }, secret: Buffer.from(secret) });
}
