/** Also escapes characters that XML would change (CR) or cannot contain. S3 sends these as character references. */
export const escapeXml = (text: string): string =>
  text.replace(/[&<>"'\p{Cc}]/gu, (character) => names[character] ?? `&#x${character.charCodeAt(0).toString(16)};`);

const names: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
