import { oneLine } from '../basics/printable.ts';

/** What an answer of S3 says. */
export type AnswerXml =
  | { readonly kind: 'buckets' }
  | {
      readonly kind: 'error';
      readonly code: string | null;
      readonly message: string | null;
      readonly requestId: string | null;
    };

/**
 * Reads the two documents that ListBuckets may answer with. Null for anything else: HTML, other XML, JSON, an empty text. It needs no
 * library, since it reads three texts of a flat document. Anything with a `<!` in it (a document type with entities, a comment, CDATA) is
 * not read: S3 sends none. `text` may end in the middle of a list of buckets, since its beginning is enough.
 */
export function readAnswerXml(text: string): AnswerXml | null {
  const document = text.replace(/^\uFEFF?\s*(?:<\?xml[^>]*\?>)?\s*/, '');
  if (document.includes('<!')) return null;
  const root = /^<(ListAllMyBucketsResult|Error)(?:\s[^<>]*)?\/?>/.exec(document)?.[1];
  if (root === 'ListAllMyBucketsResult') return { kind: 'buckets' };
  if (root !== 'Error' || !/<\/Error>\s*$/.test(document)) return null;
  const element = (name: string) => readable(new RegExp(`<${name}>([^<]*)</${name}>`).exec(document)?.[1]);
  return { kind: 'error', code: element('Code'), message: element('Message'), requestId: element('RequestId') };
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The server's words as one line for a page: entities resolved, cut, and without control characters. */
function readable(words: string | undefined): string | null {
  const resolved = words?.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
  return oneLine(resolved?.toWellFormed(), 1000);
}
