/**
 * The text of a file in UTF-8, or in UTF-16 with a byte order mark: PowerShell writes that, and Windows' editors call it Unicode. A byte
 * that is no text becomes U+FFFD. The byte order mark is not part of the text.
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);
}
