/** The words of a SCIM filter (RFC 7644, section 3.4.2.2). */
type Token =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'value'; readonly value: string | number | boolean | null }
  | { readonly kind: 'punctuation'; readonly text: '(' | ')' | '[' | ']' | '.' };

// Quoted strings and numbers are written as in JSON. A word is an operator, or an attribute path, which may start with a schema's URN.
const token =
  /\s*(?:("(?:[^"\\]|\\.)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])|((?:[uU][rR][nN]:[\w:.-]+:)?[A-Za-z$][\w$-]*(?:\.[A-Za-z$][\w$-]*)*)|([()[\]])|(\.))/y;

/** Cuts the text into tokens. If that fails, returns the position of the first bad character, counted from 0. */
function tokenize(text: string): readonly Token[] | { readonly badAt: number } {
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

export const comparisons = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const;
export type Comparison = (typeof comparisons)[number];
export type FilterValue = string | number | boolean | null;

export type Filter =
  | { readonly kind: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'not'; readonly inner: Filter }
  | { readonly kind: 'present'; readonly path: string }
  | { readonly kind: 'compare'; readonly path: string; readonly comparison: Comparison; readonly value: FilterValue }
  /** `emails[primary eq true and value sw "a"]`: the inner filter holds for one element of the list. */
  | { readonly kind: 'element'; readonly path: string; readonly inner: Filter };

type ParsedFilter = { readonly ok: true; readonly filter: Filter } | { readonly ok: false; readonly problem: string };

const deepest = 40;

/** Reads a SCIM filter. `and` binds more tightly than `or`. Keywords may be in capital or small letters. Nesting is limited. */
export function parseFilter(text: string): ParsedFilter {
  const cut = tokenize(text);
  if ('badAt' in cut) return refuse(`it cannot be read from character ${cut.badAt + 1} on`);
  const tokens: readonly Token[] = cut;
  let at = 0;
  let depth = 0;

  const word = (): string | null => {
    const token = tokens[at];
    return token?.kind === 'word' ? token.text.toLowerCase() : null;
  };
  const takeWord = (text: string): boolean => {
    if (word() !== text) return false;
    at++;
    return true;
  };
  const take = (text: string): boolean => {
    const token = tokens[at];
    if (token?.kind !== 'punctuation' || token.text !== text) return false;
    at++;
    return true;
  };

  function readJoined(keyword: 'or' | 'and', readPart: () => Filter | string): Filter | string {
    let left = readPart();
    while (typeof left !== 'string' && takeWord(keyword)) {
      const right = readPart();
      left = typeof right === 'string' ? right : { kind: keyword, left, right };
    }
    return left;
  }
  const readAny = (): Filter | string => readJoined('or', () => readJoined('and', readOne));

  function readWithin(close: ')' | ']'): Filter | string {
    if (++depth > deepest) return 'it is nested too deeply';
    const inner = readAny();
    depth--;
    if (typeof inner === 'string') return inner;
    return take(close) ? inner : `a "${close}" is missing`;
  }

  function readOne(): Filter | string {
    if (word() === 'not') {
      at++;
      if (!take('(')) return '"not" wants a "("';
      const inner = readWithin(')');
      return typeof inner === 'string' ? inner : { kind: 'not', inner };
    }
    if (take('(')) return readWithin(')');
    const path = tokens[at];
    if (path?.kind !== 'word') return `an attribute is missing where ${describe(path)} stands`;
    at++;
    return take('[') ? readElement(path.text) : readComparison(path.text);
  }

  function readElement(path: string): Filter | string {
    const inner = readWithin(']');
    if (typeof inner === 'string') return inner;
    const element: Filter = { kind: 'element', path, inner };
    if (!take('.')) return element;
    const child = tokens[at];
    if (child?.kind !== 'word') return 'a sub-attribute is missing behind the "."';
    at++;
    const rest = readComparison(child.text);
    return typeof rest === 'string'
      ? rest
      : { kind: 'element', path, inner: { kind: 'and', left: inner, right: rest } };
  }

  function readComparison(path: string): Filter | string {
    if (takeWord('pr')) return { kind: 'present', path };
    const operator = comparisons.find((each) => each === word());
    if (!operator) return `${path} is followed by ${describe(tokens[at])} instead of an operator`;
    at++;
    const value = tokens[at];
    if (value?.kind !== 'value') return `${path} is compared with ${describe(value)} instead of a value`;
    at++;
    return { kind: 'compare', path, comparison: operator, value: value.value };
  }

  const filter = readAny();
  if (typeof filter === 'string') return refuse(filter);
  return at === tokens.length ? { ok: true, filter } : refuse(`nothing may follow before ${describe(tokens[at])}`);
}

const refuse = (problem: string): ParsedFilter => ({ ok: false, problem });

function describe(token: Token | undefined): string {
  if (!token) return 'the end';
  return token.kind === 'value' ? JSON.stringify(token.value) : `"${token.text}"`;
}
