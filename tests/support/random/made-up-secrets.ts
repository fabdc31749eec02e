import { seededRandom } from './seeded-random.ts';

/** Secrets as Oracle makes them, 44 characters of base64, each with `+`, `/` and `=` in it. */
export function oracleSecrets(count: number, stream: number): readonly string[] {
  const random = seededRandom(stream);
  const secrets: string[] = [];
  while (secrets.length < count) {
    const bytes = Buffer.from(Array.from({ length: 32 }, () => Math.floor(random() * 256)));
    // At any position, these four bytes are encoded with `+/` or `//`.
    bytes.set([0xfb, 0xff, 0xbf, 0xef], Math.floor(random() * 28));
    const secret = bytes.toString('base64');
    if (/\+/.test(secret) && /\//.test(secret)) secrets.push(secret);
  }
  return secrets;
}

/** Secrets of any printable ASCII except white space, since their form is not documented. Many have quotes and `$`. */
export function oddSecrets(count: number, stream: number): readonly string[] {
  const random = seededRandom(stream);
  const often = `'"\`$\\!%{}()#;=[]&<>`;
  const draw = () =>
    random() < 0.4
      ? often.charAt(Math.floor(random() * often.length))
      : String.fromCharCode(0x21 + Math.floor(random() * 94));
  return Array.from({ length: count }, () => Array.from({ length: 1 + Math.floor(random() * 40) }, draw).join(''));
}
