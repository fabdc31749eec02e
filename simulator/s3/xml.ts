import { escapeXml } from '../wire/escape-xml.ts';

/** A list of XML elements, in order. */
export type Elements = readonly (readonly [name: string, content: Content])[];
/** Text, elements, or null to leave the element out. */
type Content = string | number | boolean | Elements | null;

/** One element, for a list of elements. */
export const element = (name: string, content: Elements): Elements[number] => [name, content];

/** A document as S3 writes it, with the root element `name`. */
export const xmlDocument = (name: string, content: Elements | string, attributes = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${name}${attributes}>${xmlContent(content)}</${name}>`;

/** S3's namespace, which strict clients require. */
export const s3Namespace = ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

function xmlContent(content: Exclude<Content, null>): string {
  if (typeof content !== 'object') return escapeXml(String(content));
  return content.map(([name, inner]) => (inner === null ? '' : `<${name}>${xmlContent(inner)}</${name}>`)).join('');
}

/** The text of every element of that name, at any depth. Enough for the two small documents that clients send. */
export const textsOf = (document: string, name: string): string[] =>
  [...document.matchAll(new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([^<]*)</(?:\\w+:)?${name}>`, 'g'))].map(
    ([, text = '']) => unescapeXml(text),
  );

const unescapeXml = (text: string): string =>
  text.replace(/&(?:#x([0-9A-Fa-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/g, (whole, hex, decimal, name) => {
    if (name) return { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }[name as string] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
