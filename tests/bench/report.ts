import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { KeyView } from '../../bridge/values/report.ts';
import { systemClock } from '../../main/basics/clock.ts';
import { createNews, createObservable } from '../../main/basics/observable.ts';
import { success } from '../../main/basics/outcome.ts';
import { createOracleClient } from '../../main/oracle/create-oracle-client.ts';
import { createReport } from '../../main/report/report.ts';
import type { Report } from '../../main/report/report-contract.ts';
import type { Account, AccountClient } from '../../main/signin/account.ts';
import { exampleAccount } from '../support/parts/example-problems.ts';
import { allKeys, summaryOf } from '../support/parts/report-desk.ts';
import { unwrap } from '../support/parts/unwrap.ts';
import { signedCaller } from '../support/simulator/signed-caller.ts';
import { simulatorControls } from '../support/simulator/simulator-controls.ts';
import { type BenchCase, compare, type Figure } from './figure.ts';
import { median, medianOfRounds, timed } from './interleave.ts';
import { startSimulatorProcess } from './simulator-process.ts';

const users = 100_000;
setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');
const looks = 60;

/** A report on 100,000 users with two keys each, in three domains. The report runs in this process, the simulator in another. */
export const report: BenchCase = {
  name: 'report',
  async measure() {
    const simulator = await startSimulatorProcess(users, ['--full']);
    try {
      const signer = signedCaller(simulator, 'ADMIN');
      const seen: { readonly url: string; readonly status: number; readonly at: number }[] = [];
      // A report keeps to half of what its domains allow, even if the service does not count. While no limit is measured, each domain is
      // of the type that allows the most.
      let isPaced = false;
      const noting: typeof fetch = async (url, init) => {
        const response = await fetch(url, init);
        const bytes = Buffer.from(await response.arrayBuffer());
        seen.push({ url: String(url), status: response.status, at: performance.now() });
        const isList = String(url).includes('/domains?') && !isPaced;
        const body = isList ? bytes.toString().replaceAll(/("licenseType":)"[^"]*"/g, '$1"premium"') : bytes;
        return new Response(body, { status: response.status, headers: response.headers });
      };
      const account = { ...exampleAccount, tenancyOcid: signer.tenancyOcid, userOcid: signer.userOcid };
      const made = () =>
        makeReport({ account, url: simulator.url, keyId: signer.keyId, pem: simulator.configFile, fetch: noting });
      // The simulator makes its keys at the first request for them.
      const first = made();
      first.start();
      await summaryOf(first);
      first.forget();

      collectGarbage();
      const before = process.memoryUsage();
      seen.length = 0;
      const measured = made();
      const stamps: { domain: string; at: number }[] = [];
      measured.subscribe((standing) => {
        if (standing.kind !== 'collecting') return;
        for (const each of standing.summary.domains) {
          if (
            each.counted !== null &&
            each.read >= each.counted &&
            !stamps.some(({ domain }) => domain === each.name)
          ) {
            stamps.push({ domain: each.name ?? '', at: performance.now() });
          }
        }
      });
      const began = performance.now();
      measured.start();
      const summary = await summaryOf(measured);
      unwrap(await measured.readRows(allKeys, 0, 100));
      const ours = performance.now() - began;
      if (!summary.complete || summary.keys < 1.9 * users) throw new Error(`It read ${summary.keys} keys.`);

      const asked = seen.map(({ url }) => url);
      const theirs = await askBare(asked, signer);
      const figures: Figure[] = [
        compare({
          name: 'report of 200,000 keys, against the bare pages',
          unit: 'ms',
          ours,
          theirs,
          limit: { atMost: 1.5 },
        }),
        requestsFigure(asked, summary.keys),
        afterLastPage(seen, stamps),
        ...(await viewFigures(measured)),
      ];
      collectGarbage();
      const after = process.memoryUsage();
      const grown = (after.heapUsed + after.external - before.heapUsed - before.external) / 1e6;
      figures.push(
        compare({ name: 'memory of the report in main', unit: 'MB', ours: grown, theirs: 150, limit: { atMost: 1 } }),
      );
      isPaced = true;
      return [...figures, ...(await underLimits(simulator.url, made, seen))];
    } finally {
      await simulator.stop();
    }
  },
};

function makeReport(given: { account: Account; url: string; keyId: string; pem: string; fetch: typeof fetch }): Report {
  const { account, url, keyId } = given;
  const keyFile = /^key_file=(.+)$/m.exec(readFileSync(given.pem, 'utf8'))?.[1] ?? '';
  const privateKey = createPrivateKey(readFileSync(keyFile));
  const oracle = createOracleClient({
    fetch: given.fetch,
    clock: systemClock,
    identityUrl: url,
    identityUrlOf: () => url,
    tenancyOcid: account.tenancyOcid,
    userOcid: account.userOcid,
    signer: async () => ({ keyId, privateKey }),
  });
  const client: AccountClient = { account, oracle, homeDomain: async () => success(null) };
  return createReport({
    client: async () => success(client),
    accounts: { ...createNews<unknown>(), current: () => account },
    settings: createObservable({ overdueDays: 90 }),
    clock: systemClock,
    newId: () => crypto.randomUUID(),
    onDefect: (error) => {
      process.stderr.write(`${error}\n`);
      return 'above';
    },
  });
}

/** Requests the same pages, four at a time as the report does, and drops the answers. Gives the milliseconds. */
async function askBare(urls: readonly string[], signer: ReturnType<typeof signedCaller>): Promise<number> {
  const began = performance.now();
  const waiting = urls.values();
  const worker = async () => {
    for (const url of waiting) await (await fetch(signer.request('GET', url))).arrayBuffer();
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  return performance.now() - began;
}

function requestsFigure(asked: readonly string[], keys: number): Figure {
  const ours = asked.filter((url) => url.includes('/admin/v1/')).length;
  const theirs = keys / 1000 + users / 1000 + 3 * 10;
  return compare({ name: 'requests for three domains', unit: '', ours, theirs, limit: { atMost: 1 } });
}

/** The time from the last page of keys of the domain that is read first until its count and its histogram are reported. */
function afterLastPage(
  seen: readonly { readonly url: string; readonly at: number }[],
  stamps: readonly { readonly domain: string; readonly at: number }[],
): Figure {
  const [first] = stamps;
  const pages = seen.filter(({ url, at }) => /\/CustomerSecretKeys\?.*count=1000/.test(url) && at <= (first?.at ?? 0));
  const ours = (first?.at ?? Number.NaN) - Math.max(...pages.map(({ at }) => at));
  return compare({
    name: 'histogram after the last page of a domain',
    unit: 'ms',
    ours,
    theirs: 300,
    limit: { atMost: 1 },
  });
}

/** Main's part of a filter, a sort or a search: the time until the visible rows can be sent to the page. */
async function viewFigures(measured: Report): Promise<Figure[]> {
  // Wait for the orders and joined texts, which main makes in the background when all rows are there.
  unwrap(await measured.readRows({ ...allKeys, text: 'zzz' }, 0, 1));
  for (const column of ['user', 'name', 'created', 'expires'] as const) {
    unwrap(await measured.readRows({ ...allKeys, sort: { column, descending: false } }, 0, 1));
  }
  const typed = ['a', 'an', 'ann', 'b4', 'back', 'backup-1', '@partners', 'zzz', 'maria', '42'];
  const filters = [['overdue'], ['expiring'], ['expired'], ['user-inactive'], ['never-expires'], []] as const;
  const sorts = ['user', 'name', 'created', 'expires'] as const;
  const views: KeyView[] = Array.from({ length: looks }, (_, at) => ({
    ...allKeys,
    text: at % 3 === 0 ? (typed[at % typed.length] ?? '') : '',
    filters: at % 3 === 1 ? [...(filters[at % filters.length] ?? [])] : [],
    sort: { column: sorts[at % sorts.length] ?? 'user', descending: at % 2 === 0 },
  }));
  const times: number[] = [];
  for (const view of views) {
    const began = performance.now();
    unwrap(await measured.readRows(view, 0, 100));
    times.push(performance.now() - began);
  }
  const p95 = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
  const limit = { atMost: 1 } as const;
  return [
    compare({
      name: 'filter, sort, search 200,000 rows: median in main',
      unit: 'ms',
      ours: median(times),
      theirs: 50,
      limit,
    }),
    compare({ name: 'filter, sort, search 200,000 rows: p95 in main', unit: 'ms', ours: p95, theirs: 50, limit }),
  ];
}

/**
 * A report under the published limits, of which another client takes 40 percent, compared with the same report at a service without
 * limits. Both reports keep to half of the limits. The two are measured in turn.
 */
async function underLimits(
  url: string,
  made: () => Report,
  seen: readonly { readonly status: number }[],
): Promise<Figure[]> {
  const controls = simulatorControls(url);
  const readUnder = async (limits: { stranger: number } | null) => {
    await controls.setSwitches({ limits });
    const measured = made();
    measured.start();
    if (!(await summaryOf(measured)).complete) throw new Error('Under limits it was not whole.');
    measured.forget();
  };
  const before = seen.length;
  const [ours = Number.NaN, theirs = Number.NaN] = await medianOfRounds(
    [timed(() => readUnder({ stranger: 0.4 })), timed(() => readUnder(null))],
    { rounds: 3, warmUp: 0 },
  );
  await controls.setSwitches({ limits: null });
  const refused = seen.slice(before).filter(({ status }) => status === 429).length;
  return [
    compare({ name: 'report under limits, with a stranger', unit: 'ms', ours, theirs, limit: { atMost: 1.2 } }),
    compare({ name: 'its requests that were refused', unit: '', ours: refused, theirs: 1, limit: { atMost: 0 } }),
  ];
}
