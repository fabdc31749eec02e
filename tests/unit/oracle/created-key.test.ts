import { describe, expect, it } from 'vitest';
import { createOracleClient } from '../../../main/oracle/create-oracle-client.ts';
import { takeCreatedKey } from '../../../main/oracle/created-key.ts';
import { takeMember } from '../../../main/oracle/take-member.ts';
import type { ServiceReply } from '../../../main/oracle/transport.ts';
import { scimCreatedKeySchema } from '../../../main/oracle/wire-schemas.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { answerJson, startScriptedServer } from '../../support/simulator/scripted-server.ts';
import { testOptions } from '../../support/simulator/test-account.ts';

const secretKey = 'Canary+Secret/Key0123456789abcdefghijklmnop=';
const good = { id: 'key1', accessKey: 'access1', displayName: 'ci', secretKey };
const self = { kind: 'self' } as const;
const newKey = { name: 'ci', description: null, expiresOn: null };

const replyOf = (content: string): ServiceReply => ({
  host: 'example.com',
  status: 201,
  header: () => null,
  body: Buffer.from(content),
  requestId: 'request-1',
});
const take = (reply: ServiceReply) =>
  takeCreatedKey(reply, 'secretKey', scimCreatedKeySchema, (answer) => ({
    key: {
      id: answer.id,
      name: '',
      description: null,
      accessKey: answer.accessKey,
      created: null,
      expires: null,
      state: null,
    },
    secret: answer.secretKey,
  }));

describe('the one-time secret', () => {
  it('lands in a buffer of its own, and the answer it came in is overwritten', () => {
    const reply = replyOf(JSON.stringify(good));
    const taken = unwrap(take(reply));
    expect(taken.secretKey.toString('utf8')).toBe(secretKey);
    expect(taken.secretKey.buffer.byteLength).toBe(secretKey.length);
    expect(reply.body.every((byte) => byte === 0)).toBe(true);
  });

  it('becomes no string on the way, wherever it stands; nothing else is taken for it', () => {
    const other = {
      user: { secretKey: 'nested' },
      list: ['secretKey', { secretKey: 'deeper' }],
      note: 'a "secretKey": "b"',
    };
    for (const content of [
      JSON.stringify({ ...other, ...good }),
      JSON.stringify({ ...good, ...other }, null, 2),
      JSON.stringify(good).replace(/}$/, ',"secretKey" : "Canary/Second+Secret="}'),
    ]) {
      const reply = replyOf(content);
      const json = Buffer.from(reply.body);
      const taken = takeMember(json, 'secretKey');
      expect(taken?.toString()).toBe(JSON.parse(content).secretKey);
      const { secretKey: filler, ...rest } = JSON.parse(json.toString());
      const { secretKey: _, ...before } = JSON.parse(content);
      expect([filler, rest]).toEqual([expect.stringMatching(/^x+$/), before]);
      expect(json.includes('Canary')).toBe(false);
    }
  });

  it('is left as it is where it has escapes, and read all the same', () => {
    const escaped = JSON.stringify(good).replace('Canary+', 'Canary\\u002b');
    const taken = unwrap(take(replyOf(escaped)));
    expect(taken.secretKey.toString()).toBe(secretKey);
    for (const torn of ['{"secretKey":"abc', '{"secretKey":', '"secretKey"', '{"secretKey":"a\\']) {
      expect(() => takeMember(Buffer.from(torn), 'secretKey')).not.toThrow();
    }
  });

  it.each([undefined, null, ''])('is missed loudly, with the key that somebody must delete (%j)', (missing) => {
    expect(take(replyOf(JSON.stringify({ ...good, secretKey: missing })))).toEqual({
      ok: false,
      problem: {
        kind: 'secret-missing',
        delivery: 'unknown',
        keyId: 'key1',
        accessKey: 'access1',
        host: 'example.com',
        requestId: 'request-1',
      },
    });
  });

  it.each([
    ['cut short', JSON.stringify(good).slice(0, -5), 'it is not JSON'],
    ['empty', '', 'it is empty'],
    ['not JSON', '<html>', 'it is not JSON'],
    ['a list', '[]', 'it has another shape (as a whole)'],
    ['without a key', '{}', 'it has another shape (id)'],
    [
      'with white space in the secret',
      JSON.stringify({ ...good, secretKey: 'a b' }),
      'it has another shape (secretKey)',
    ],
    ['with a number for a secret', JSON.stringify({ ...good, secretKey: 7 }), 'it has another shape (secretKey)'],
  ])('is not guessed from an answer that is %s', (_what, content, what) => {
    const outcome = take(replyOf(content));
    expect(outcome).toMatchObject({ ok: false, problem: { kind: 'unexpected-answer', delivery: 'unknown', what } });
    expect(JSON.stringify(outcome)).not.toContain('Canary');
  });

  it('is taken from an answer of which nothing else is known', async () => {
    const { url } = await startScriptedServer((response) =>
      answerJson(response, 201, { id: 'key1', accessKey: 'access1', secretKey, brandNew: { field: [1] }, meta: null }),
    );
    const made = unwrap(await createOracleClient(testOptions(url)).domain(url).createKey(self, newKey, 't'));
    expect(made.secretKey.toString()).toBe(secretKey);
    expect(made.key).toEqual({
      id: 'key1',
      name: 'ci',
      description: null,
      accessKey: 'access1',
      created: null,
      expires: null,
      state: null,
    });
  });

  it('is not mistaken for the access key in the classic API, where `key` is the secret and `id` the access key', async () => {
    const { url } = await startScriptedServer((response, { method }) =>
      method === 'GET'
        ? answerJson(response, 200, [{ regionName: 'eu-frankfurt-1', isHomeRegion: true }])
        : answerJson(response, 200, { id: 'access1', key: secretKey, displayName: 'ci', lifecycleState: 'ACTIVE' }),
    );
    const made = unwrap(await createOracleClient(testOptions(url)).classic().createKey(self, newKey, 't'));
    expect(made.secretKey.toString()).toBe(secretKey);
    expect(made.key).toMatchObject({ id: 'access1', accessKey: 'access1', state: 'ACTIVE' });
  });
});
