/** The most characters that main takes. A snippet has about 400. */
export const longestSnippet = 20_000;

/** Why a text is not sent to main as a configuration snippet. Null: it may be one. */
export const whyNotSnippet = (text: string): string | null => {
  if (text.trim() === '') return 'Paste the lines that the Console shows as “Configuration file preview”.';
  if (/PRIVATE KEY/.test(text)) {
    return 'This is a private key. Keydesk has its own: paste the lines of the “Configuration file preview” instead.';
  }
  if (/BEGIN PUBLIC KEY/.test(text)) {
    return 'This is the public key, which belongs into the Console. It shows a “Configuration file preview” in return.';
  }
  return text.length > longestSnippet ? 'This is much longer than a configuration snippet.' : null;
};
