import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

const begin = async (key: string, headers: Record<string, string> = {}) => {
  const answer = await s3.call('POST', key, { query: { uploads: '' }, headers });
  return answer.element('UploadId') ?? '';
};
const putPart = (key: string, uploadId: string, partNumber: number, body: string, headers = {}) =>
  s3.call('PUT', key, { body, headers, query: { uploadId, partNumber: String(partNumber) } });
const complete = (key: string, uploadId: string, parts: readonly (readonly [number, string])[]) => {
  const listed = parts.map(([n, tag]) => `<Part><PartNumber>${n}</PartNumber><ETag>${tag}</ETag></Part>`);
  const body = `<CompleteMultipartUpload>${listed.join('')}</CompleteMultipartUpload>`;
  return s3.call('POST', key, { query: { uploadId }, body });
};
const md5 = (bytes: string | Buffer) => createHash('md5').update(bytes).digest();

describe('an upload in several parts', () => {
  it('is put together in the order of its numbers, with the headers that it began with', async () => {
    const id = await begin('/bucket/big', { 'content-type': 'text/x-big', 'x-amz-meta-a': 'b' });
    const second = await putPart('/bucket/big', id, 2, 'and behind');
    const first = await putPart('/bucket/big', id, 1, 'in front ');
    expect(first.headers['etag']).toBe(`"${md5('in front ').toString('hex')}"`);
    const listed = await s3.call('GET', '/bucket/big', { query: { uploadId: id } });
    expect(listed.text.match(/<PartNumber>\d+/g)).toEqual(['<PartNumber>1', '<PartNumber>2']);
    expect((await s3.call('GET', '/bucket', { query: { uploads: '' } })).element('UploadId')).toBe(id);
    const tags = [first, second].map(({ headers }, at) => [at + 1, String(headers['etag'])] as const);
    const done = await complete('/bucket/big', id, tags);
    const etag = `"${md5(Buffer.concat([md5('in front '), md5('and behind')])).toString('hex')}-2"`;
    expect([done.status, done.element('ETag')]).toEqual([200, etag.replaceAll('"', '&quot;')]);
    const got = await s3.call('GET', '/bucket/big');
    expect([got.text, got.headers['content-type'], got.headers['etag']]).toEqual([
      'in front and behind',
      'text/x-big',
      etag,
    ]);
    expect((await s3.call('GET', '/bucket', { query: { uploads: '' } })).element('UploadId')).toBeNull();
  });

  it('takes a part that is copied from another object, or from a piece of it', async () => {
    await s3.call('PUT', '/bucket/source', { body: '0123456789' });
    const id = await begin('/bucket/copied');
    const source = { 'x-amz-copy-source': '/bucket/source', 'x-amz-copy-source-range': 'bytes=2-4' };
    const part = await putPart('/bucket/copied', id, 1, '', source);
    const tag = part.element('ETag')?.replaceAll('&quot;', '"') ?? '';
    expect((await complete('/bucket/copied', id, [[1, tag]])).status).toBe(200);
    expect((await s3.call('GET', '/bucket/copied')).text).toBe('234');
  });

  it('is refused in a wrong order, with a tag of something else, and after it was given up', async () => {
    const id = await begin('/bucket/bad');
    const { headers } = await putPart('/bucket/bad', id, 1, 'a');
    const tag = String(headers['etag']);
    await putPart('/bucket/bad', id, 2, 'a');
    const two = await complete('/bucket/bad', id, [
      [2, tag],
      [1, tag],
    ]);
    expect(two.element('Code')).toBe('InvalidPartOrder');
    expect((await complete('/bucket/bad', id, [[1, '"00"']])).element('Code')).toBe('InvalidPart');
    expect((await putPart('/bucket/bad', id, 0, 'a')).element('Code')).toBe('InvalidArgument');
    expect((await s3.call('DELETE', '/bucket/bad', { query: { uploadId: id } })).status).toBe(204);
    expect((await complete('/bucket/bad', id, [[1, tag]])).element('Code')).toBe('NoSuchUpload');
    expect((await s3.call('GET', '/bucket/bad')).status).toBe(404);
  });
});
