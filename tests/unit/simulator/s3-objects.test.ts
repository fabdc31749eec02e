import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../../simulator/start-simulator.ts';
import { s3Caller } from '../../support/simulator/s3-caller.ts';
import { simulatorControls } from '../../support/simulator/simulator-controls.ts';

let simulator: Simulator;
let s3: ReturnType<typeof s3Caller>;
beforeAll(async () => {
  simulator = await startSimulator({ users: 3 });
});
afterAll(() => simulator.close());
beforeEach(async () => {
  const controls = simulatorControls(simulator.url);
  await controls.reset();
  s3 = s3Caller(simulator.s3Url, await controls.addKeyElsewhere('grace.hopper', 'nas'));
  await s3.call('PUT', '/bucket');
});

const code = async (answer: ReturnType<typeof s3.call>) => {
  const { status, element } = await answer;
  return [status, element('Code')];
};
const put = (path: string, body: string | Buffer = 'x') => s3.call('PUT', `/bucket/${path}`, { body });

/** Encodes the name of an object as every S3 client does: slashes are not encoded. */
const encoded = (name: string) =>
  name
    .split('/')
    .map(encodeURIComponent)
    .join('/')
    .replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);

describe('a bucket', () => {
  it('is made once, found, and located', async () => {
    expect(await code(s3.call('PUT', '/bucket'))).toEqual([409, 'BucketAlreadyOwnedByYou']);
    expect((await s3.call('HEAD', '/bucket')).status).toBe(200);
    expect((await s3.call('HEAD', '/nothing')).status).toBe(404);
    const located = await s3.call('GET', '/bucket', { query: { location: '' } });
    expect(located.text).toContain('>eu-frankfurt-1</LocationConstraint>');
  });

  it('is refused outside the region of the request', async () => {
    const xml = (region: string) =>
      `<CreateBucketConfiguration><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`;
    expect((await code(s3.call('PUT', '/other', { body: xml('us-ashburn-1') })))[1]).toBe(
      'IllegalLocationConstraintException',
    );
    expect((await s3.call('PUT', '/other', { body: xml('eu-frankfurt-1') })).status).toBe(200);
  });

  it('belongs to its region: in the other one it is not listed, not there, and may be made again', async () => {
    const elsewhere = { region: 'us-ashburn-1' };
    await put('object', 'here');
    const list = async (call = {}) => (await s3.call('GET', '/', call)).element('Name');
    expect([await list(), await list(elsewhere)]).toEqual(['bucket', null]);
    const bucket = { ...elsewhere, query: { 'list-type': '2' } };
    expect(await code(s3.call('GET', '/bucket', bucket))).toEqual([404, 'NoSuchBucket']);
    expect(await code(s3.call('GET', '/bucket/object', elsewhere))).toEqual([404, 'NoSuchBucket']);
    expect((await s3.call('PUT', '/bucket', elsewhere)).status).toBe(200);
    expect((await s3.call('PUT', '/bucket/object', { ...elsewhere, body: 'there' })).status).toBe(200);
    expect((await s3.call('GET', '/bucket/object')).text).toBe('here');
    const copy = { ...elsewhere, headers: { 'x-amz-copy-source': '/bucket/object' } };
    await s3.call('PUT', '/bucket/copy', copy);
    expect((await s3.call('GET', '/bucket/copy', elsewhere)).text).toBe('there');
    await s3.call('DELETE', '/bucket/copy', elsewhere);
    await s3.call('DELETE', '/bucket/object', elsewhere);
    expect((await s3.call('DELETE', '/bucket', elsewhere)).status).toBe(204);
    expect((await s3.call('GET', '/bucket/object')).text).toBe('here');
  });

  it('may be called s3', async () => {
    expect((await s3.call('PUT', '/s3')).status).toBe(200);
    expect((await s3.call('PUT', '/s3/object', { body: 'x' })).status).toBe(200);
    const copy = { headers: { 'x-amz-copy-source': 's3/object' } };
    expect((await s3.call('PUT', '/s3/copy', copy)).status).toBe(200);
    expect((await s3.call('GET', '/s3/copy')).text).toBe('x');
  });

  it('is not made with a name that Oracle does not take', async () => {
    expect(await code(s3.call('PUT', '/a%20b'))).toEqual([400, 'InvalidBucketName']);
    expect((await s3.call('PUT', '/Under_score.and-more')).status).toBe(200);
  });

  it('goes when it is empty, and not before', async () => {
    await put('object');
    expect(await code(s3.call('DELETE', '/bucket'))).toEqual([409, 'BucketNotEmpty']);
    await s3.call('DELETE', '/bucket/object');
    expect((await s3.call('DELETE', '/bucket')).status).toBe(204);
    expect(await code(s3.call('GET', '/bucket'))).toEqual([404, 'NoSuchBucket']);
    expect(await code(put('object'))).toEqual([404, 'NoSuchBucket']);
  });

  it('may have any name, even one that means something else to unsigned requests', async () => {
    expect((await s3.call('PUT', '/simulator/')).status).toBe(200);
    expect((await s3.call('PUT', '/simulator/state', { body: 'mine' })).status).toBe(200);
    expect((await s3.call('GET', '/simulator/state')).text).toBe('mine');
    expect((await simulatorControls(simulator.url).state()).keys.length).toBeGreaterThan(0);
  });

  it.each(['acl', 'policy', 'versions'])('does not pretend to know ?%s', async (query) => {
    expect(await code(s3.call('GET', '/bucket', { query: { [query]: '' } }))).toEqual([501, 'NotImplemented']);
  });
});

describe('an object', () => {
  it('comes back byte for byte, with what was said of it', async () => {
    const body = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const headers = { 'content-type': 'image/png', 'cache-control': 'no-cache', 'x-amz-meta-mtime': '12.5' };
    const etag = `"${createHash('md5').update(body).digest('hex')}"`;
    const stored = await s3.call('PUT', '/bucket/object', { body, headers });
    expect([stored.status, stored.headers['etag']]).toEqual([200, etag]);
    for (const method of ['GET', 'HEAD']) {
      const answer = await s3.call(method, '/bucket/object');
      expect(answer.headers).toMatchObject({ ...headers, etag, 'content-length': '256' });
      expect(Date.parse(String(answer.headers['last-modified']))).toBeGreaterThan(Date.now() - 60_000);
      expect(answer.body).toEqual(method === 'GET' ? body : Buffer.alloc(0));
    }
  });

  it.each([
    'a b+c=d',
    'über/紫',
    '/leading//and/trailing/',
    '../../a/./b',
    'a&b<c>"d\'',
    '100%',
    '%2F',
    "!$()*,:;@~-._'",
    'line\r\nbreak',
  ])('is told apart by the exact name %s', async (name) => {
    const path = encoded(name);
    expect((await put(path, name)).status).toBe(200);
    expect((await s3.call('GET', `/bucket/${path}`)).text).toBe(name);
    const listed = await s3.call('GET', '/bucket', { query: { 'encoding-type': 'url' } });
    expect(decodeURIComponent(listed.element('Key') ?? '')).toBe(name);
    expect((await s3.call('DELETE', `/bucket/${path}`)).status).toBe(204);
    expect((await s3.call('HEAD', `/bucket/${path}`)).status).toBe(404);
  });

  it('needs a name that is UTF-8, of at most 1,024 bytes', async () => {
    expect(await code(put('%FF'))).toEqual([400, 'InvalidURI']);
    expect((await put('a'.repeat(1024))).status).toBe(200);
    expect(await code(put('a'.repeat(1025)))).toEqual([400, 'KeyTooLongError']);
  });

  it.each([
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=5-50', 206, '56789', 'bytes 5-9/10'],
    ['lines=1-2', 200, '0123456789', undefined],
  ])('is read in part by %s', async (range, status, text, told) => {
    await put('digits', '0123456789');
    const answer = await s3.call('GET', '/bucket/digits', { headers: { range } });
    expect([answer.status, answer.text, answer.headers['content-range']]).toEqual([status, text, told]);
  });

  it('has no part beyond its end', async () => {
    await put('digits', '0123456789');
    const answer = s3.call('GET', '/bucket/digits', { headers: { range: 'bytes=10-' } });
    expect(await code(answer)).toEqual([416, 'InvalidRange']);
  });

  it('is read and written under a condition', async () => {
    const etag = String((await put('object')).headers['etag']);
    const read = async (headers: Record<string, string>) =>
      (await s3.call('GET', '/bucket/object', { headers })).status;
    expect(await read({ 'if-match': etag })).toBe(200);
    expect(await read({ 'if-match': '"other"' })).toBe(412);
    expect(await read({ 'if-none-match': etag })).toBe(304);
    const again = s3.call('PUT', '/bucket/object', { body: 'y', headers: { 'if-none-match': '*' } });
    expect(await code(again)).toEqual([412, 'PreconditionFailed']);
  });

  it('is copied with what is said of it, or with something new', async () => {
    await s3.call('PUT', '/bucket/a%2Bb', { body: 'x', headers: { 'x-amz-meta-a': '1' } });
    const copy = (path: string, headers: Record<string, string>) =>
      s3.call('PUT', path, { headers: { 'x-amz-copy-source': '/bucket/a%2Bb', ...headers } });
    expect((await copy('/bucket/copy', {})).text).toContain('CopyObjectResult');
    expect((await s3.call('GET', '/bucket/copy')).headers['x-amz-meta-a']).toBe('1');
    await copy('/bucket/copy', { 'x-amz-metadata-directive': 'REPLACE', 'x-amz-meta-a': '2' });
    expect((await s3.call('GET', '/bucket/copy')).headers['x-amz-meta-a']).toBe('2');
    expect(await code(copy('/bucket/copy', { 'x-amz-copy-source': '/bucket/none' }))).toEqual([404, 'NoSuchKey']);
  });

  it('is gone after a reset of the simulator', async () => {
    await put('object');
    const { buckets } = await simulatorControls(simulator.url).state();
    expect(buckets).toEqual([{ name: 'bucket', objects: ['object'] }]);
    await simulatorControls(simulator.url).reset();
    expect((await simulatorControls(simulator.url).state()).buckets).toEqual([]);
  });

  it('is not uploaded in several parts: that is said, and nothing kept', async () => {});
});

describe('a listing of objects', () => {
  const names = ['a', 'b/1', 'b/2', 'b/c/3', 'd', 'ü', 'z/1'];
  const list = async (query: Record<string, string>) => {
    const { status, text, element } = await s3.call('GET', '/bucket', { query });
    const all = (name: string) =>
      [...text.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, each]) => each);
    const prefixes = [...text.matchAll(/<CommonPrefixes><Prefix>([^<]*)</g)].map(([, each]) => each);
    return { status, keys: all('Key'), prefixes, element };
  };
  beforeEach(async () => {
    for (const name of names) await put(encodeURI(name));
  });

  it('is in the order of the bytes of the names', async () => {
    expect((await list({})).keys).toEqual(['a', 'b/1', 'b/2', 'b/c/3', 'd', 'z/1', 'ü']);
  });

  it('lists a prefix, and groups the names with a delimiter after it', async () => {
    expect(await list({ prefix: 'b/', delimiter: '/' })).toMatchObject({ keys: ['b/1', 'b/2'], prefixes: ['b/c/'] });
    expect(await list({ delimiter: '/' })).toMatchObject({ keys: ['a', 'd', 'ü'], prefixes: ['b/', 'z/'] });
    expect(await list({ prefix: 'none' })).toMatchObject({ status: 200, keys: [], prefixes: [] });
  });

  it.each(['1', '2'])('comes in pages, in version %s, that miss nothing and repeat nothing', async (version) => {
    const [token, next] = version === '1' ? ['marker', 'NextMarker'] : ['continuation-token', 'NextContinuationToken'];
    const seen: (string | undefined)[] = [];
    let after: string | null = null;
    let pages = 0;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list({
        'max-keys': '2',
        delimiter: '/',
        ...(version === '2' ? { 'list-type': '2' } : {}),
        ...(after === null ? {} : { [token]: after }),
      });
      seen.push(...page.keys, ...page.prefixes);
      after = page.element(next);
      pages++;
      expect(page.element('IsTruncated')).toBe(after === null ? 'false' : 'true');
    } while (after !== null);
    expect(seen.sort()).toEqual(['a', 'b/', 'd', 'z/', 'ü']);
    expect(pages).toBe(3);
  });

  it('starts after a name', async () => {
    expect((await list({ 'list-type': '2', 'start-after': 'b/2' })).keys).toEqual(['b/c/3', 'd', 'z/1', 'ü']);
  });

  it.each([{ 'max-keys': '-1' }, { 'max-keys': 'ten' }, { 'encoding-type': 'base64' }])(
    'is refused with %o',
    async (query) => {
      expect((await list(query as unknown as Record<string, string>)).status).toBe(400);
    },
  );
});
