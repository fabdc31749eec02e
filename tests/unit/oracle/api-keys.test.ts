import { describe, expect, it } from 'vitest';
import { apiKeySchema } from '../../../bridge/values/api-keys.ts';
import { createOracleClient } from '../../../main/oracle/create-oracle-client.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { fc, runs } from '../../support/random/random-runs.ts';
import { answerJson, startScriptedServer } from '../../support/simulator/scripted-server.ts';
import { testOptions, userOcid } from '../../support/simulator/test-account.ts';

const fingerprint = '00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff';
const created = '2026-01-01T00:00:00Z';
const inDomain = { id: 'k1', fingerprint, description: 'Keydesk on ada', meta: { created } };
const inClassic = { keyId: 'x', fingerprint, timeCreated: created, lifecycleState: 'ACTIVE', inactiveStatus: null };
const home = [{ regionName: 'eu-frankfurt-1', isHomeRegion: true }];

const odd = fc.oneof(fc.string({ maxLength: 3000 }), fc.integer(), fc.constantFrom(null, {}, [], undefined));
const rowLike = (good: Record<string, unknown>) =>
  fc.record(
    Object.fromEntries(
      Object.entries(good).map(([name, value]) => [name, fc.oneof({ weight: 5, arbitrary: fc.constant(value) }, odd)]),
    ),
  );

/** A client whose service answers requests for a list with the rows that the test sets. */
async function withRows(isClassic: boolean) {
  let rows: readonly unknown[] = [];
  const server = await startScriptedServer((response, { target }) => {
    if (target.includes('regionSubscriptions')) return answerJson(response, 200, home);
    return answerJson(response, 200, isClassic ? rows : { totalResults: rows.length, Resources: rows });
  });
  const api = createOracleClient(testOptions(server.url)).apiKeys(isClassic ? null : server.url);
  return {
    list: (next: readonly unknown[]) => {
      rows = next;
      return api.list();
    },
    api,
    seen: server.seen,
  };
}

describe.each([
  ['a domain', false, inDomain],
  ['the classic API', true, inClassic],
] as const)('the API keys of %s', (_where, isClassic, good) => {
  it('are read, each row by itself, and what is read the page takes', async () => {
    const { list } = await withRows(isClassic);
    const wrong = { ...good, fingerprint: 'none' };
    const loud = { ...good, fingerprint: fingerprint.toUpperCase() };
    expect(unwrap(await list([wrong, loud]))).toMatchObject({ unreadable: 1, items: [{ fingerprint, created }] });
    let read = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(rowLike(good), fc.jsonValue()), { maxLength: 4 }), async (rows) => {
        const listed = unwrap(await list(rows));
        expect(listed.items.length + listed.unreadable).toBe(rows.length);
        for (const { id: _id, ...key } of listed.items) {
          read += 1;
          expect(apiKeySchema.safeParse({ ...key, use: null }).error?.issues).toBeUndefined();
        }
      }),
      { numRuns: runs(40) },
    );
    expect(read).toBeGreaterThan(10);
  });

  it('are added once, whatever comes back, and deleted by what names them there', async () => {
    const { api, seen } = await withRows(isClassic);
    await api.add('PEM', 'Keydesk on ada');
    const posts = seen.filter(({ method }) => method === 'POST');
    expect(posts.map(({ target }) => target)).toEqual([
      isClassic ? `/20160918/users/${userOcid}/apiKeys` : '/admin/v1/MyApiKeys',
    ]);
    const schemas = ['urn:ietf:params:scim:schemas:oracle:idcs:apikey'];
    const body = isClassic ? { key: 'PEM' } : { schemas, key: 'PEM', description: 'Keydesk on ada' };
    expect(JSON.parse(posts[0]?.body ?? '')).toEqual(body);
    await api.remove({ id: 'k1', fingerprint, description: null, created: null, state: null });
    const target = isClassic
      ? `/20160918/users/${userOcid}/apiKeys/${encodeURIComponent(fingerprint)}`
      : '/admin/v1/MyApiKeys/k1';
    expect(seen.at(-1)).toMatchObject({ method: 'DELETE', target });
  });
});
