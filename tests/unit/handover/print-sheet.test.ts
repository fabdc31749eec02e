import { describe, expect, it } from 'vitest';
import { failed, type Outcome, success } from '../../../main/basics/outcome.ts';
import type { PrintProblem } from '../../../main/basics/print-problem.ts';
import { createPrintSheet } from '../../../main/handover/print-sheet.ts';
import type { EndpointOf } from '../../../main/usage/usage-contract.ts';
import { setUpOneSecret } from '../../support/parts/one-secret.ts';
import { setUpPolicy } from '../../support/parts/policy-desk.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const place = { namespace: 'axq5', region: 'eu-frankfurt-1', endpoint: 'https://axq5.example' };
const known: EndpointOf = async () => success({ ...place, regions: [] });
const unknown: EndpointOf = async () => failed({ kind: 'endpoint-unknown', reason: 'a test' });

async function setUp(printed: Outcome<null, PrintProblem> = success(null), endpointOf: EndpointOf = known) {
  const around = setUpOneSecret();
  const sheets: string[] = [];
  const records: unknown[] = [];
  const locked = { is: false };
  await around.open(SECRET);
  const printSheet = createPrintSheet({
    policy: setUpPolicy(),
    secrets: around.secrets,
    record: async ({ accessKey }, how, to) => {
      records.push([accessKey, how, to]);
      return null;
    },
    endpointOf,
    describe: ({ keyName }) => ({ sender: `the maker of ${keyName}`, tenancy: 'acme', replaces: null }),
    print: async (html) => {
      sheets.push(html);
      return printed;
    },
    isLocked: () => locked.is,
    now: () => Date.UTC(2026, 10, 23, 12),
  });
  return { ...around, printSheet, sheets, records, locked };
}

describe('printing a sheet', () => {
  it('prints the open secret with what is known of it, and records that', async () => {
    const { printSheet, sheets, records } = await setUp();
    expect(await printSheet('h1')).toEqual(success(null));
    expect(sheets).toHaveLength(1);
    for (const said of [
      'ci-deploy',
      'Grace Hopper',
      'the maker of ci-deploy',
      'acme',
      place.region,
      place.endpoint,
      '2026',
    ]) {
      expect(sheets[0]).toContain(said);
    }
    expect(records).toEqual([['4f1c0e77b2d94a6f8c3e5b7a9d0f1e2c3b4a9ab2', 'print', null]]);
  });

  it.each([{ kind: 'print-cancelled' } as const, { kind: 'print-failed', reason: 'no paper' } as const])(
    'tells $kind, records nothing, and leaves the secret open and not handed over',
    async (problem) => {
      const { printSheet, records, secrets } = await setUp(failed(problem));
      expect(await printSheet('h1')).toEqual(failed(problem));
      expect(records).toEqual([]);
      expect(secrets.current()).toMatchObject({ handle: 'h1', handedOver: false });
    },
  );

  it.each([
    ['cannot be found', unknown],
    ['cannot even be asked', () => Promise.reject(new Error('aborted'))],
  ] as [string, EndpointOf][])('prints without a place that %s', async (_, endpointOf) => {
    const { printSheet, sheets } = await setUp(success(null), endpointOf);
    expect(await printSheet('h1')).toEqual(success(null));
    expect(sheets[0]).not.toContain('Endpoint');
  });

  it('shows no dialog if Keydesk was locked while it looked for the endpoint', async () => {
    const { printSheet, sheets, locked, records } = await setUp();
    const printing = printSheet('h1');
    locked.is = true;
    expect(await printing).toEqual(failed({ kind: 'print-cancelled' }));
    expect([sheets, records]).toEqual([[], []]);
  });

  it('takes the endpoint of a handed-over file if no other is known', async () => {
    const { printSheet, sheets, open } = await setUp(success(null), unknown);
    await open(SECRET, { home: { owner: null, account: null, place } });
    await printSheet('h1');
    expect(sheets[0]).toContain(place.endpoint);
  });

  it('prints nothing of a secret that has been closed', async () => {
    const { printSheet, sheets, secrets } = await setUp();
    await secrets.close('h1', true);
    expect(await printSheet('h1')).toEqual(failed({ kind: 'secret-gone' }));
    expect(sheets).toEqual([]);
  });
});
