/**
 * Every piece of a secret that a text contains, in clear, in base64 (at each of the three alignments), in quoted-printable, percent-encoded
 * or in hexadecimal digits. `length`: of a piece, in characters.
 */
export function tracesOf(secret: string, text: Buffer, length = 8): string[] {
  // Encoded text may contain line breaks anywhere.
  const plain = text.toString('latin1').replace(/=?\r?\n/g, '');
  const lower = plain.toLowerCase();
  const found: string[] = [];
  for (let at = 0; at + length <= secret.length; at += 1) {
    const piece = secret.slice(at, at + length);
    const quoted = piece.replaceAll('=', '=3D');
    const hex = Buffer.from(piece).toString('hex');
    const base64 = [0, 1, 2].map((before) => {
      // Without the characters at both ends that also depend on the neighbouring text.
      const whole = Buffer.from(`${'\0'.repeat(before)}${piece}`)
        .toString('base64')
        .replace(/=+$/, '');
      return whole.slice([0, 2, 3][before], whole.length - 1);
    });
    const forms = [piece, quoted, encodeURIComponent(piece), ...base64];
    if (forms.some((form) => plain.includes(form)) || lower.includes(hex)) found.push(piece);
  }
  return found;
}

/** Every piece of a passphrase, each longer than a word: a single word may stand in any text ("Content-Transfer-Encoding"). */
export const tracesOfWords = (words: string, text: Buffer): string[] => tracesOf(words, text, 16);
