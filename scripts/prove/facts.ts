import type { Facts } from './probe.ts';
import type { Redaction } from './redaction.ts';
import type { Reply } from './side.ts';

/** Headers that belong to the API. Other headers may come from a proxy before the service, and change with it. */
const HEADERS = ['allow', 'etag', 'location', 'opc-next-page', 'opc-request-id', 'retry-after', 'www-authenticate'];
const EXTENSION = 'urn:ietf:params:scim:api:oracle:idcs:extension:messages:Error';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** A member of a JSON object. Undefined if there is none, or if the value is no object. */
export const member = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined);
/** The rows of a list, of the classic API or of SCIM. */
export const rowsIn = (json: unknown): readonly unknown[] => {
  const rows = Array.isArray(json) ? json : member(json, 'Resources');
  return Array.isArray(rows) ? rows : [];
};

/** The facts of an answer: status, type, headers, codes, and with `fields` the shape of its JSON. Words are only noted. */
export function factsOf(
  redaction: Redaction,
  reply: Reply,
  {
    fields = false,
    more = [],
    noted = [],
  }: { fields?: boolean; more?: readonly string[]; noted?: readonly string[] } = {},
): Facts {
  if (reply.missing !== null) return { compared: [`no answer: ${reply.missing}`, ...more], noted };
  const type = reply.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  const { codes, words } = errorOf(reply);
  return {
    compared: [
      `status ${reply.status}`,
      ...(type ? [`content type ${type}`] : []),
      ...HEADERS.filter((name) => reply.header(name) !== null).map((name) => `header ${name}`),
      ...codes.map((code) => redaction.hide(code)),
      ...(fields && reply.status < 300 ? shapeOf(reply.json) : []),
      ...more,
    ],
    noted: [...words.map((text) => `words: ${redaction.hide(text)}`), ...noted],
  };
}

/** Codes and words of a refusal, in each API. Also those of a domain's error inside an error of the classic API. */
function errorOf({ status, json, text }: Reply) {
  if (status < 400) return { codes: [], words: [] };
  const s3 = /<Code>([^<]{1,100})<[\s\S]*?<Message>([^<]*)</.exec(text);
  if (s3) return { codes: [`code ${s3[1]}`], words: [s3[2] ?? ''] };
  const code = textOf(member(json, 'code'));
  const messageId = textOf(member(member(json, EXTENSION), 'messageId'));
  const message = textOf(member(json, 'message')) ?? '';
  const inner = code === null ? null : parsed(message);
  const innerId = textOf(member(member(inner, EXTENSION), 'messageId'));
  return {
    codes: [
      ...(code === null ? [] : [`code ${code}`]),
      ...(messageId === null ? [] : [`message id ${messageId}`]),
      ...(isObject(inner) ? [`inside it status ${inner['status']}`, `inside it message id ${innerId}`] : []),
    ],
    words: [
      textOf(member(inner, 'detail')) ?? (isObject(inner) ? '' : message),
      textOf(member(json, 'detail')) ?? '',
    ].filter((each) => each !== ''),
  };
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The fields whose values are Oracle's own words. */
const WORDS = new Set(['lifecycleState', 'resourceType', 'status', 'userType', 'type']);
/** The fields whose content, names included, was written by a company. */
const COMPANYS = /^(?:freeformTags|definedTags|systemTags|tags)$|:custom:/i;

/** The fields of JSON, with their types and formats: `field meta.created: 0000-00-00T00:00:00.000Z`. Values are left out. */
export function shapeOf(json: unknown, path = ''): readonly string[] {
  if (Array.isArray(json)) {
    const rows = json.flatMap((each) => shapeOf(each, `${path}[]`));
    return rows.length === 0 ? [`field ${path}[]: none`] : [...new Set(rows)].sort();
  }
  if (isObject(json)) {
    return Object.entries(json).flatMap(([name, value]) => {
      const here = path === '' ? name : `${path}.${name}`;
      return COMPANYS.test(name) ? [`field ${path === '' ? '' : `${path}.`}<company's>`] : shapeOf(value, here);
    });
  }
  const name = path.split('.').at(-1) ?? '';
  return [`field ${path}: ${typeof json === 'string' ? formatOf(name, json) : json === null ? 'null' : typeof json}`];
}

/** The format of a text: a date with zeros as digits, or the kind and length of an identifier. */
export function formatOf(name: string, text: string): string {
  if (text === '') return 'empty text';
  if (/^\d{4}-\d\d-\d\d/.test(text)) return text.replace(/\d/g, '0').replace(/[^0:.TZ+-]/g, '?');
  const ocid = /^(ocid1\.[a-z]+)\./.exec(text);
  if (ocid) return `${ocid[1]}...`;
  if (WORDS.has(name) && /^[A-Za-z_]{1,40}$/.test(text)) return text;
  if (/^[0-9a-f]{16,}$/i.test(text)) return `${text.length} hex digits`;
  if (/^[A-Za-z0-9+/]{20,}={1,2}$/.test(text)) return `base64 of ${text.length} characters`;
  if (/^(?:[0-9a-f]{2}:){15}[0-9a-f]{2}$/i.test(text)) return 'fingerprint';
  return /^https?:/.test(text) ? 'address' : 'text';
}
