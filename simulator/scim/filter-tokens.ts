/** The words of a SCIM filter (RFC 7644, section 3.4.2.2). */
export type Token =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'value'; readonly value: string | number | boolean | null }
  | { readonly kind: 'punctuation'; readonly text: '(' | ')' | '[' | ']' | '.' };

// Quoted strings and numbers are those of JSON. A word is an operator, or an attribute path, which may start with a schema's URN.
const token =
  /\s*(?:("(?:[^"\\]|\\.)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])|((?:[uU][rR][nN]:[\w:.-]+:)?[A-Za-z$][\w$-]*(?:\.[A-Za-z$][\w$-]*)*)|([()[\]])|(\.))/y;

/** Cuts the text into tokens. If that fails, returns the position of the first bad character, counted from 0. */
export function tokenize(text: string): readonly Token[] | { readonly badAt: number } {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  while (text.slice(token.lastIndex).trim() !== '') {
    const from = token.lastIndex;
    const found = token.exec(text);
    if (!found) return { badAt: from };
    const [, string, number, word, bracket, dot] = found;
    if (string !== undefined) {
      const value = parseString(string);
      if (value === null) return { badAt: from };
      tokens.push({ kind: 'value', value });
    } else if (number !== undefined) tokens.push({ kind: 'value', value: Number(number) });
    else if (word !== undefined) tokens.push(literal(word) ?? { kind: 'word', text: word });
    else tokens.push({ kind: 'punctuation', text: (bracket ?? dot) as '(' });
  }
  return tokens;
}

function parseString(quoted: string): string | null {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return null;
  }
}

function literal(word: string): Token | null {
  if (word === 'true' || word === 'false') return { kind: 'value', value: word === 'true' };
  return word === 'null' ? { kind: 'value', value: null } : null;
}
