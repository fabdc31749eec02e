import { describe, expect, it } from 'vitest';
import { createOracleClient } from '../../../main/oracle/create-oracle-client.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { answerJson, type Script, startScriptedServer } from '../../support/simulator/scripted-server.ts';
import { testOptions } from '../../support/simulator/test-account.ts';

// Cases that the simulator does not have: several pages of compartments and domains, odd states, odd services.

async function startClient(script: Script) {
  const server = await startScriptedServer(script);
  return { ...server, client: createOracleClient(testOptions(server.url)) };
}
const compartment = (id: string, more: object = {}) => ({ id, name: id, compartmentId: 'root', ...more });
const domain = (id: string, more: object = {}) => ({
  id,
  compartmentId: 'root',
  displayName: id,
  description: null,
  url: `https://${id}.example.com:443`,
  type: 'SECONDARY',
  lifecycleState: 'ACTIVE',
  ...more,
});

describe('compartments and domains', () => {
  it('come from all pages, whose tokens go back as they came', async () => {
    const { client, seen } = await startClient((response, _request, count) => {
      const next: Record<string, string> = count < 3 ? { 'opc-next-page': `a+/=&${count}` } : {};
      answerJson(response, 200, [compartment(`c${count}`)], next);
    });
    expect(unwrap(await client.listCompartments())).toMatchObject({
      items: [{ ocid: 'c1' }, { ocid: 'c2' }, { ocid: 'c3' }],
      unreadable: 0,
    });
    expect(seen.map(({ target }) => new URL(target, 'http://x').searchParams.get('page'))).toEqual([
      null,
      'a+/=&1',
      'a+/=&2',
    ]);
  });

  it('do not keep us for ever where a page names itself as the next', async () => {
    const { client, seen } = await startClient((response) =>
      answerJson(response, 200, [domain('d')], { 'opc-next-page': 'same' }),
    );
    unwrap(await client.listDomains('root'));
    expect(seen.length).toBeLessThanOrEqual(2);
  });

  it('end in a failure that says so where the pages never end', async () => {
    const { client, seen } = await startClient((response, _request, count) =>
      answerJson(response, 200, [domain(`d${count}`)], { 'opc-next-page': `page-${count}` }),
    );
    expect(await client.listDomains('root')).toMatchObject({
      ok: false,
      problem: { kind: 'unexpected-answer', what: 'its list has not ended after 100 pages' },
    });
    expect(seen).toHaveLength(100);
  });

  it('are not half a list: a page that fails, fails all', async () => {
    const { client } = await startClient((response, _request, count) =>
      count === 1
        ? answerJson(response, 200, [domain('d')], { 'opc-next-page': 'x' })
        : answerJson(response, 403, { code: 'NotAllowed', message: 'No.' }),
    );
    expect(await client.listDomains('root')).toMatchObject({ ok: false, problem: { kind: 'not-allowed' } });
  });

  it('leave out compartments that are deleted or about to be', async () => {
    const states = ['ACTIVE', 'DELETED', 'DELETING', undefined];
    const { client } = await startClient((response) =>
      answerJson(
        response,
        200,
        states.map((lifecycleState, at) => compartment(`c${at}`, { lifecycleState })),
      ),
    );
    expect(unwrap(await client.listCompartments())).toMatchObject({ items: [{ ocid: 'c0' }, { ocid: 'c3' }] });
  });

  it('take a domain in a state that is not documented for one that cannot be used', async () => {
    const { client } = await startClient((response) =>
      answerJson(response, 200, [domain('d', { lifecycleState: 'NEW' })]),
    );
    expect(unwrap(await client.listDomains('root'))).toMatchObject({ items: [{ state: 'INACTIVE' }] });
  });

  it('say how many rows could not be read, and where an answer is no list', async () => {
    const { client } = await startClient((response, _request, count) =>
      answerJson(response, 200, count === 1 ? [domain('d'), domain('e', { url: 7 })] : { domains: [] }),
    );
    expect(unwrap(await client.listDomains('root'))).toMatchObject({ items: [{ ocid: 'd' }], unreadable: 1 });
    expect(await client.listDomains('root')).toMatchObject({
      ok: false,
      problem: { kind: 'unexpected-answer', what: 'it has another shape (as a whole)', requestId: 'request-1' },
    });
  });

  it('say that no region is called home', async () => {
    const { client } = await startClient((response) =>
      answerJson(response, 200, [{ regionName: 'eu-frankfurt-1', isHomeRegion: false }]),
    );
    expect(await client.getHomeRegion()).toMatchObject({
      ok: false,
      problem: { kind: 'unexpected-answer', what: 'it names no home region' },
    });
  });

  it('send no credentials to a domain whose address is not safe', async () => {
    const { client, seen } = await startClient((response) => answerJson(response, 200, {}));
    expect(await client.domain('http://idcs.example.com').me()).toMatchObject({
      ok: false,
      problem: { kind: 'unreachable', delivery: 'not-sent', host: 'idcs.example.com' },
    });
    expect(seen).toEqual([]);
  });
});
