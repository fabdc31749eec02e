import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrapChunks } from '../../../simulator/s3/chunked-body.ts';
import { type Simulator, startSimulator } from '../../../simulator/start-simulator.ts';
import { s3Caller } from '../../support/simulator/s3-caller.ts';
import { simulatorControls } from '../../support/simulator/simulator-controls.ts';

let simulator: Simulator;
let s3: ReturnType<typeof s3Caller>;
beforeAll(async () => {
  simulator = await startSimulator({ users: 3 });
  s3 = s3Caller(simulator.s3Url, await simulatorControls(simulator.url).addKeyElsewhere('grace.hopper', 'nas'));
  await s3.call('PUT', '/bucket');
});
afterAll(() => simulator.close());

const body = 'a few words';
const hash = (name: string, encoding: 'hex' | 'base64' = 'base64') => createHash(name).update(body).digest(encoding);
const upload = async (headers: Record<string, string>) => {
  const answer = await s3.call('PUT', '/bucket/object', { body, headers });
  return [answer.status, answer.element('Code'), answer.element('Message')];
};
const chunkedRefused = [501, 'NotImplemented', 'AWS chunked encoding not supported.'];

describe('an upload', () => {
  it.each(['STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'])(
    'in chunks of AWS (%s) is refused as Oracle refuses it',
    async (payload) => {
      expect(await upload({ 'x-amz-content-sha256': payload })).toEqual(chunkedRefused);
    },
  );

  it.each([
    { 'content-encoding': 'aws-chunked' },
    { 'content-encoding': 'gzip, aws-chunked' },
    { 'x-amz-trailer': 'x-amz-checksum-crc32' },
    { 'x-amz-decoded-content-length': '11' },
  ])('with %o is refused as one in chunks', async (headers) => {
    expect(await upload(headers as unknown as Record<string, string>)).toEqual(chunkedRefused);
  });

  it.each([
    ['x-amz-checksum-crc32', 'sOO8/Q==', 'CRC32'],
    ['x-amz-sdk-checksum-algorithm', 'CRC32', 'CRC32'],
    ['x-amz-checksum-crc64nvme', 'AAAAAAAAAAA=', 'CRC64NVME'],
    ['x-amz-checksum-sha1', 'AAAA', 'SHA1'],
  ])('with %s, which AWS clients send since 2025, is refused', async (name, value, algorithm) => {
    expect(await upload({ [name]: value })).toEqual([
      400,
      'InvalidRequest',
      `The checksum algorithm ${algorithm} is not supported.`,
    ]);
  });

  it('is taken with the hash of its body, and unsigned', async () => {
    expect(await upload({})).toEqual([200, null, null]);
    expect(await upload({ 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' })).toEqual([200, null, null]);
  });

  it('is refused with the hash of another body, and with what is no hash', async () => {
    expect((await upload({ 'x-amz-content-sha256': '0'.repeat(64) }))[1]).toBe('XAmzContentSHA256Mismatch');
    expect((await upload({ 'x-amz-content-sha256': 'NONE' }))[1]).toBe('InvalidArgument');
  });

  it('is taken with the checksums that Oracle knows, if they are those of the body', async () => {
    expect(await upload({ 'content-md5': hash('md5') })).toEqual([200, null, null]);
    expect(await upload({ 'x-amz-checksum-sha256': hash('sha256') })).toEqual([200, null, null]);
    expect((await upload({ 'content-md5': hash('sha256') }))[1]).toBe('BadDigest');
    expect((await upload({ 'x-amz-checksum-sha256': hash('md5') }))[1]).toBe('BadDigest');
  });

  it('is compared by CRC32C as RFC 3720 has it', async () => {
    const digits = { body: '123456789', headers: { 'x-amz-checksum-crc32c': '4waSgw==' } };
    expect((await s3.call('PUT', '/bucket/object', digits)).status).toBe(200);
    expect((await s3.call('PUT', '/bucket/object', { ...digits, body: '123456780' })).element('Code')).toBe(
      'BadDigest',
    );
  });

  it('of more than 32 MiB is not taken', async () => {
    const large = Buffer.alloc(32 * 1024 * 1024 + 1);
    const answer = await s3.call('PUT', '/bucket/large', { body: large }).catch(() => ({ status: 413 }));
    expect(answer.status).toBe(413);
    expect((await s3.call('HEAD', '/bucket/large')).status).toBe(404);
  });
});

describe('an upload in chunks of AWS, where the service takes them', () => {
  const payload = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
  const chunked = async (text: string, headers: Record<string, string> = {}, length = body.length) => {
    await simulatorControls(simulator.url).setSwitches({ s3Chunks: true });
    const about = {
      'x-amz-content-sha256': payload,
      'content-encoding': 'aws-chunked',
      'x-amz-decoded-content-length': String(length),
      ...headers,
    };
    const answer = await s3.call('PUT', '/bucket/chunked', { body: text, headers: about });
    await simulatorControls(simulator.url).setSwitches({ s3Chunks: false });
    return [answer.status, answer.element('Code')];
  };
  const chunks = '5\r\na few\r\n6\r\n words\r\n0\r\n';

  it('is put together, and its encoding is not that of the object', async () => {
    expect(await chunked(`${chunks}\r\n`)).toEqual([200, null]);
    const got = await s3.call('GET', '/bucket/chunked');
    expect([got.text, got.headers['content-encoding']]).toEqual([body, undefined]);
    expect(await chunked(`${chunks}\r\n`, { 'content-encoding': 'aws-chunked, gzip' })).toEqual([200, null]);
    expect((await s3.call('GET', '/bucket/chunked')).headers['content-encoding']).toBe('gzip');
  });

  it('is compared with the checksum behind it, of a kind that Oracle knows', async () => {
    const trailer = (name: string, value: string) =>
      chunked(`${chunks}${name}:${value}\r\n\r\n`, { 'x-amz-trailer': name });
    expect(await trailer('x-amz-checksum-sha256', hash('sha256'))).toEqual([200, null]);
    expect(await trailer('x-amz-checksum-sha256', hash('md5'))).toEqual([400, 'BadDigest']);
    expect(await trailer('x-amz-checksum-crc32', 'sOO8/Q==')).toEqual([400, 'InvalidRequest']);
    expect(await chunked(`${chunks}\r\n`, { 'x-amz-trailer': 'x-amz-checksum-sha256' })).toEqual([
      400,
      'MalformedTrailerError',
    ]);
  });

  it.each([
    ['5\r\na few', 5],
    ['5\r\na few words\r\n0\r\n\r\n', 11],
    ['x\r\n\r\n', 0],
    [`${chunks}\r\n`, 12],
  ])('is refused where it ends early or is longer than it says: %j', async (text, length) => {
    expect(await chunked(text, {}, length)).toEqual([400, 'IncompleteBody']);
  });

  // "Signature Calculations for the Authorization Header: Transferring Payload in Multiple Chunks": AWS's own example.
  const claim = {
    accessKey: 'AKIAIOSFODNN7EXAMPLE',
    scope: '20130524/us-east-1/s3/aws4_request',
    region: 'us-east-1',
    service: 's3',
    signedHeaders: [],
    signature: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
    time: '20130524T000000Z',
    expires: null,
    payload: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  };
  const signed = (last: string) =>
    Buffer.from(
      [
        '10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
        'a'.repeat(65_536),
        '400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
        'a'.repeat(1024),
        `0;chunk-signature=${last}`,
        '',
        '',
      ].join('\r\n'),
    );
  const unwrap = (bytes: Buffer) => {
    const headers = { 'x-amz-decoded-content-length': '66560', 'content-encoding': 'aws-chunked' };
    const exchange = { method: 'PUT', target: '/', segments: [], query: new URLSearchParams(), headers, body: bytes };
    return unwrapChunks(
      { ...exchange, clientPort: null, domainPath: null, now: 0 },
      claim,
      'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    );
  };

  it('is believed with the signatures of AWS’s example, and with no others', () => {
    const right = 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9';
    expect(unwrap(signed(right))).toMatchObject({ body: Buffer.alloc(66_560, 'a'), headers: {} });
    expect(unwrap(signed(right.replace('b', 'c')))).toMatchObject({ code: 'SignatureDoesNotMatch' });
    const changed = signed(right);
    changed.write('b', 100);
    expect(unwrap(changed)).toMatchObject({ code: 'SignatureDoesNotMatch' });
  });
});

describe('the deletion of many', () => {
  const list = '<Delete><Object><Key>a &amp; b</Key></Object><Object><Key>not there</Key></Object></Delete>';
  const md5 = createHash('md5').update(list).digest('base64');

  it('wants a checksum that Oracle knows', async () => {
    const answer = await s3.call('POST', '/bucket', { body: list, query: { delete: '' } });
    expect([answer.status, answer.element('Code'), answer.element('Message')]).toEqual([
      400,
      'InvalidRequest',
      'Missing required header: Content-MD5 or x-amz-checksum-sha256 or x-amz-checksum-crc32c',
    ]);
  });

  it('deletes what is named, and names it', async () => {
    await s3.call('PUT', '/bucket/a%20%26%20b', { body });
    const answer = await s3.call('POST', '/bucket', {
      body: list,
      query: { delete: '' },
      headers: { 'content-md5': md5 },
    });
    expect([answer.status, answer.element('Key')]).toEqual([200, 'a &amp; b']);
    expect((await s3.call('GET', '/bucket/a%20%26%20b')).status).toBe(404);
  });
});
