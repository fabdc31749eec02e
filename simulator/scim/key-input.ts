import { z } from 'zod';
import type { KeyDraft, SecretKey } from '../keys/secret-key.ts';
import { type Checked, parseJson } from '../wire/exchange.ts';
import { keySchema } from './key-resource.ts';
import { scimError } from './scim-reply.ts';

/** With this extension, administrators may change their own keys at the endpoint for administrators. */
export const selfChange = 'urn:ietf:params:scim:schemas:oracle:idcs:extension:selfChange:User';
export const flatSelfChange = `${selfChange}:allowSelfChange`;

const createSchema = z.object({
  schemas: z.array(z.string()),
  displayName: z.string().optional(),
  description: z.string().max(4000).nullish(),
  expiresOn: z.iso.datetime({ offset: true }).nullish(),
  status: z.enum(['ACTIVE', 'INACTIVE']).default('ACTIVE'),
  user: z.object({ value: z.string().optional(), ocid: z.string().optional() }).optional(),
  [selfChange]: z.object({ allowSelfChange: z.boolean() }).optional(),
  [flatSelfChange]: z.boolean().optional(),
});

/** Reads the body of a creation. `displayName` may be missing, as in Oracle's own example, but not empty. */
export function readNewKey(body: Buffer, now: number) {
  const parsed = createSchema.safeParse(parseJson(body));
  if (!parsed.success) return refuse(invalid, sentenceOf(parsed.error));
  const given = parsed.data;
  if (!given.schemas.some((schema) => schema.toLowerCase() === keySchema.toLowerCase())) {
    return refuse(missing, 'Missing required attribute(s): schemas.');
  }
  const problem = given.displayName === undefined ? null : problemOfName(given.displayName);
  if (problem) return problem;
  const expiresOn = given.expiresOn ? Date.parse(given.expiresOn) : null;
  if (expiresOn !== null && expiresOn <= now) return refuse(invalid, 'The value of expiresOn is not in the future.');
  const { displayName = null, description = null, status } = given;
  const draft: KeyDraft = { displayName, description, expiresOn, status };
  const allowsSelfChange = given[flatSelfChange] ?? given[selfChange]?.allowSelfChange ?? false;
  return { ok: true as const, value: { draft, user: given.user ?? null, allowsSelfChange } };
}

const patchSchema = z.object({
  schemas: z.array(z.string()).refine((all) => all.includes('urn:ietf:params:scim:api:messages:2.0:PatchOp')),
  Operations: z
    .array(
      z.object({
        // RFC 7644 writes these operations in lower case, but Oracle's SDKs send capitals.
        op: z
          .string()
          .transform((op) => op.toLowerCase())
          .pipe(z.enum(['add', 'replace', 'remove'])),
        path: z.string(),
        value: z.unknown().optional(),
      }),
    )
    .min(1)
    .max(50),
});

interface KeyPatch {
  readonly changes: { displayName?: string; description?: string | null; status?: SecretKey['status'] };
  readonly allowsSelfChange: boolean;
}

/** Reads the body of a PATCH. If one operation is wrong, all are refused. `expiresOn` is immutable, and clients may not set ids or keys. */
export function readKeyPatch(body: Buffer, statusPatch: boolean): Checked<KeyPatch> {
  const parsed = patchSchema.safeParse(parseJson(body));
  if (!parsed.success) return refuse(invalid, sentenceOf(parsed.error));
  const changes: KeyPatch['changes'] = {};
  let allowsSelfChange = false;
  for (const { op, path, value } of parsed.data.Operations) {
    const name = path.toLowerCase();
    if (name === flatSelfChange.toLowerCase()) allowsSelfChange = value === true;
    else if (name === 'displayname' && op !== 'remove') {
      const problem = problemOfName(value);
      if (problem) return problem;
      changes.displayName = String(value);
    } else if (name === 'description') {
      if (op !== 'remove' && typeof value !== 'string') return refuse(invalid, 'The value of description is not text.');
      changes.description = op === 'remove' ? null : String(value);
    } else if (name === 'status' && op !== 'remove' && statusPatch) {
      if (value !== 'ACTIVE' && value !== 'INACTIVE') return refuse(invalid, 'A status is ACTIVE or INACTIVE.');
      changes.status = value;
    } else return refuse('error.common.validation.immutableAttribute', `The attribute ${path} cannot be changed.`);
  }
  return { ok: true, value: { changes, allowsSelfChange } };
}

const invalid = 'error.common.validation.invalidAttributeValue';
const missing = 'error.common.validation.missingReqAttributes';

function problemOfName(name: unknown): Checked<never> | null {
  if (typeof name !== 'string' || name === '') return refuse(missing, 'Missing required attribute(s): displayName.');
  return name.length <= 255 ? null : tooLong('displayName', 255);
}

export const tooLong = (attribute: string, limit: number): Checked<never> =>
  refuse(
    'error.common.validation.stringExceedsMaxLimit',
    `The value of the attribute ${attribute} exceeds the maximum length of ${limit}.`,
  );

export const refuse = (messageId: string, detail: string): Checked<never> => ({
  ok: false,
  reply: scimError(400, messageId, detail),
});

const sentenceOf = (error: z.ZodError): string => {
  const issue = error.issues[0];
  return `${issue?.path.join('.') || 'The body'} is not valid: ${issue?.message}`;
};
