import { afterAll, beforeAll, expect, it } from 'vitest';
import { createNews } from '../../main/basics/observable.ts';
import { success } from '../../main/basics/outcome.ts';
import type { AccountClient } from '../../main/signin/account.ts';
import { type Simulator, startSimulator } from '../../simulator/start-simulator.ts';
import { exampleAccount } from '../support/parts/example-problems.ts';
import { collected, reportWith, rowsOf } from '../support/parts/report-desk.ts';
import { officialClients, quietOfficialClients } from '../support/programs/official-clients.ts';
import { runs } from '../support/random/random-runs.ts';
import { clientOf } from '../support/simulator/simulator-client.ts';

/** 100 in `npm test`, 2,000 in `npm run test:long`. */
const users = runs(100);

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ users, full: true });
});
afterAll(() => simulator.close());
quietOfficialClients();

/** Reads all keys as Oracle's own script does: a list of users, and a list of keys for each user. */
async function askUserByUser(): Promise<string[]> {
  const { identity, domains, tenancyId } = officialClients(simulator);
  const { items: compartments } = await identity.listCompartments({
    compartmentId: tenancyId,
    compartmentIdInSubtree: true,
  });
  const rows: string[] = [];
  for (const compartmentId of [tenancyId, ...compartments.map(({ id }) => id)]) {
    for (const { url, displayName, lifecycleState } of (await identity.listDomains({ compartmentId })).items) {
      if (lifecycleState !== 'ACTIVE') continue;
      domains.endpoint = url;
      for (let startIndex = 1, total = 1; startIndex <= total; startIndex += 100) {
        const { users: page } = await domains.listUsers({ startIndex, count: 100, sortBy: 'userName' });
        total = page.totalResults;
        for (const { ocid, userName } of page.resources) {
          const { customerSecretKeys: list } = await domains.listCustomerSecretKeys({
            filter: `user.ocid eq "${ocid}"`,
          });
          for (const key of list.resources)
            rows.push([displayName, userName, key.displayName, key.accessKey].join(' '));
        }
      }
    }
  }
  return rows;
}

it('a report has the rows that the official client finds user by user, in a part of the time', async ({ annotate }) => {
  let began = performance.now();
  const theirs = await askUserByUser();
  const theirTime = performance.now() - began;

  const { client: oracle, tenancyOcid, userOcid } = await clientOf(simulator, 'ADMIN');
  const account = { ...exampleAccount, tenancyOcid, userOcid };
  const client: AccountClient = { account, oracle, homeDomain: async () => success(null) };
  const accounts = { ...createNews<unknown>(), current: () => account };
  const { report } = reportWith({ client: async () => success(client), accounts });
  began = performance.now();
  const { complete } = await collected(report);
  const ourTime = performance.now() - began;
  const ours = (await rowsOf(report)).map((row) => [row.domainName, row.userName, row.name, row.accessKey].join(' '));
  expect(complete).toBe(true);
  expect(ours.toSorted()).toEqual(theirs.toSorted());
  await annotate(`${users} users: user by user ${Math.round(theirTime)} ms, the report ${Math.round(ourTime)} ms`);
});
