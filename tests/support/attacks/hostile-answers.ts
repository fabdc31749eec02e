import { fc } from '../random/random-runs.ts';

/** Hostile variants of a sign-in answer. `good` is an answer that Keydesk accepts. */
export function hostileAnswers(good: URLSearchParams): fc.Arbitrary<string> {
  const text = good.toString();
  const token = good.get('security_token') ?? '';
  const withToken = (changed: string) => {
    const answer = new URLSearchParams(good);
    answer.set('security_token', changed);
    return answer.toString();
  };
  const at = (within: string) => fc.nat({ max: within.length - 1 });
  const oneCharacter = fc.constantFrom('A', '.', '-', '=', '%', '&', '#', ' ', '\0', '\n', 'é', '"', '\u{1F511}');
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  const odd = fc.oneof(fc.string(), fc.integer(), fc.double(), fc.constant(null), fc.constant([]), fc.constant({}));
  const part = (value: unknown) => Buffer.from(JSON.stringify(value) ?? '').toString('base64url');
  const withClaims = (changed: object, signature = token.split('.')[2]) =>
    withToken([part({ alg: 'none', typ: 'JWT' }), part(changed), signature].join('.'));

  return fc.oneof(
    // Parts cut off; characters inserted or replaced.
    at(text).map((end) => text.slice(0, end)),
    at(text).map((start) => text.slice(start + 1)),
    fc
      .tuple(at(token), oneCharacter)
      .map(([place, put]) => withToken(token.slice(0, place) + put + token.slice(place))),
    fc
      .tuple(at(token), oneCharacter)
      .map(([place, put]) => withToken(token.slice(0, place) + put + token.slice(place + 1))),
    // Tokens with other claims, with the signature of the good token or none.
    fc
      .tuple(fc.constantFrom('sub', 'tenant', 'exp', 'iat', 'jti', 'nonce'), odd)
      .map(([name, value]) => withClaims({ ...claims, [name]: value })),
    fc.constant(withClaims(claims, '')),
    fc.constant(withClaims(claims, 'A')),
    fc.constant(withClaims({ ...claims, exp: claims.exp + 3600 })),
    fc.constant(withClaims({ ...claims, sub: `${claims.sub}x` })),
    odd.map((value) => withToken(`${part({ alg: 'RS256' })}.${part(value)}.AAAA`)),
    // Other names, orders and encodings, and texts that are no answer at all.
    fc.constantFrom(
      '',
      '#',
      '?',
      '&&&',
      '=',
      'security_token',
      'security_token=',
      'security_token=..',
      'SECURITY_TOKEN=a.b.c',
    ),
    fc
      .constantFrom('token', 'access_token', 'id_token', 'Security_Token', 'security_token[]')
      .map((name) => `${name}=${token}`),
    fc.string({ maxLength: 200 }).map((before) => `security_token=${encodeURIComponent(before)}&${text}`),
    fc.constant(`error=access_denied&${text}`),
    fc.constant(JSON.stringify(Object.fromEntries(good))),
    fc.string({ unit: 'binary', maxLength: 2000 }),
    fc
      .integer({ min: 1, max: 40 })
      .map((times) => text.repeat(times).slice(0, 30_000).replaceAll('security_token', 'security_token_')),
    // Two sign-ins mixed up.
    fc.uuid().map((nonce) => {
      const answer = new URLSearchParams(good);
      answer.set('id_token', `${part({ alg: 'RS256' })}.${part({ nonce })}.AAAA`);
      return answer.toString();
    }),
  );
}

/** Requests that a program, or a page through its browser, may send to the listener. None of them is the real page's answer. */
export function hostileRequests(port: number, path: string): fc.Arbitrary<Buffer> {
  const method = fc.constantFrom(
    'GET',
    'POST',
    'POST',
    'POST',
    'PUT',
    'HEAD',
    'OPTIONS',
    'DELETE',
    'TRACE',
    'CONNECT',
    'get',
    'X',
  );
  const target = fc.oneof(
    fc.constantFrom(
      '/',
      path,
      `${path}/`,
      `${path}?x`,
      path.toUpperCase(),
      `//${path}`,
      `/%2e%2e${path}`,
      '*',
      `http://localhost:${port}${path}`,
      '',
    ),
    fc.webPath({ size: 'small' }),
  );
  const host = fc.constantFrom(
    `localhost:${port}`,
    'localhost',
    `127.0.0.1:${port}`,
    `[::1]:${port}`,
    `LOCALHOST:${port}`,
    `evil.example:${port}`,
    `localhost:${port}.evil.example`,
    '',
    ' ',
  );
  const notOurs = fc.constantFrom(
    'null',
    '',
    `http://localhost`,
    `https://localhost:${port}`,
    `http://127.0.0.1:${port}`,
    `http://localhost:${port}/`,
    `http://localhost:${port}.evil.example`,
    'https://evil.example',
    `http://localhost:${port}, https://evil.example`,
  );
  const header = fc.constantFrom(
    'Sec-Fetch-Site: cross-site',
    'Sec-Fetch-Dest: iframe',
    'Upgrade: websocket\r\nConnection: Upgrade',
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: gzip, chunked',
    'Content-Length: 4\r\nContent-Length: 5',
    'Content-Length: -1',
    'Content-Length: 99999999999999999999',
    'Expect: 100-continue',
    'Connection: keep-alive',
    `X-Forwarded-Host: localhost:${port}`,
    ' folded: yes',
    'no colon',
    `Cookie: ${'a'.repeat(20_000)}`,
  );
  const request = fc
    .tuple(
      method,
      target,
      fc.constantFrom('HTTP/1.1', 'HTTP/1.0', 'HTTP/2.0', ''),
      host,
      fc.option(notOurs),
      fc.array(header, { maxLength: 3 }),
      fc.string({ maxLength: 100 }),
    )
    .map(([verb, where, version, name, origin, more, body]) => {
      const lines = [
        `${verb} ${where} ${version}`.trimEnd(),
        `Host: ${name}`,
        ...(origin === null ? [] : [`Origin: ${origin}`]),
        ...more,
      ];
      return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1');
    });
  return fc.oneof(
    { weight: 8, arbitrary: request },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)) },
    { weight: 1, arbitrary: request.map((bytes) => bytes.subarray(0, bytes.length / 2)) },
  );
}
