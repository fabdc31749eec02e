import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { existsSync, mkdirSync, readFileSync, renameSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { packetsIn, setUpCampaigns } from '../../support/parts/campaign-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const { desk, begin } = setUpCampaigns();
const users = 'user\ngrace.hopper\nhedy.lamarr\n';

/** The lines of the ledger, as they are on the disk. */
function linesOnDisk() {
  const file = join(dirname(desk.journalFile()), 'ledger.jsonl');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  return lines.map((line) => JSON.parse(line));
}

/** The events in the ledger on the disk about the key of this creation. */
function eventsOf(creation: string): string[] {
  const lines = linesOnDisk();
  const making = lines.findLast((line) => line.creation === creation);
  return lines.filter(({ plan }) => plan === making?.plan).map(({ event }) => event);
}

it('asks for a key once ledger and journal have it, and forgets its secret once both have its packet', async () => {
  const seen: unknown[] = [];
  const fetchWatched: typeof fetch = (input, init) => {
    if (init?.method === 'POST' && String(input).includes('CustomerSecretKeys'))
      seen.push(['asks', linesOnDisk().at(-1).event, desk.journal().at(-1)?.type]);
    return fetch(input, init);
  };
  const { vault } = desk.desk();
  const vaultWatched = {
    ...vault,
    remove(entry: string) {
      const [kind, creation = ''] = entry.split(':');
      if (kind === 'secret') seen.push(['forgets', eventsOf(creation), desk.journal().at(-1)?.type]);
      return vault.remove(entry);
    },
  };
  const keydesk = await desk.signIn({ fetch: fetchWatched, vault: vaultWatched });
  await begin(keydesk, users, 2);
  const one = [
    ['asks', 'making', 'begun'],
    ['forgets', ['chosen', 'making', 'made', 'packed', 'handed-over'], 'closing'],
  ];
  expect(seen).toEqual([...one, ...one]);
});

/** Calls `run` whenever a campaign reaches this step during `work`. */
async function atStep<T>(step: string, run: () => void, work: () => Promise<T>): Promise<T> {
  const onStep = (message: unknown) => {
    if (Reflect.get(Object(message), 'step') === step) run();
  };
  subscribe('keydesk:campaign', onStep);
  return work().finally(() => unsubscribe('keydesk:campaign', onStep));
}

it('writes a packet while Oracle is asked to end the tag of its key', async () => {
  let written = Promise.withResolvers<void>();
  const fetchHeld: typeof fetch = async (input, init) => {
    if (init?.method === 'PATCH') {
      await written.promise;
      written = Promise.withResolvers();
    }
    return fetch(input, init);
  };
  const keydesk = await desk.signIn({ fetch: fetchHeld });
  const { folder } = await atStep(
    'packet-written',
    () => written.resolve(),
    () => begin(keydesk, users, 2),
  );
  expect(packetsIn(folder)).toHaveLength(2);
});

it('looks up the next user while the key before comes to its end, and asks for no key until its secret is forgotten', async () => {
  const seen: string[] = [];
  const lookedUp = Promise.withResolvers<void>();
  const fetchWatched: typeof fetch = async (input, init) => {
    const isOfKeys = String(input).includes('CustomerSecretKeys');
    if (init?.method === 'POST' && isOfKeys) seen.push('asks');
    else if (init?.method === 'PATCH') await lookedUp.promise;
    else if (isOfKeys && seen.length > 0) lookedUp.resolve();
    return fetch(input, init);
  };
  const { vault } = desk.desk();
  const vaultWatched = {
    ...vault,
    async remove(entry: string) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (entry.startsWith('secret:')) seen.push('forgets');
      return vault.remove(entry);
    },
  };
  await begin(await desk.signIn({ fetch: fetchWatched, vault: vaultWatched }), users, 2);
  expect(seen).toEqual(['asks', 'forgets', 'asks', 'forgets']);
});

it('looks a user up again when what Oracle said has grown old', async () => {
  let off = 0;
  let asked = 0;
  let lookUps = 0;
  const lookedUp = Promise.withResolvers<void>();
  const fetchWatched: typeof fetch = async (input, init) => {
    if (init?.method === 'PATCH') await lookedUp.promise;
    const answer = await fetch(input, init);
    if (init?.method === 'POST') asked += 1;
    else if (init?.method !== 'PATCH' && asked === 1 && /Users\/|CustomerSecretKeys/.test(String(input))) lookUps += 1;
    if (lookUps === 2) lookedUp.resolve();
    return answer;
  };
  const keydesk = await desk.signIn({ fetch: fetchWatched, now: () => Date.now() + off });
  await atStep(
    'packed',
    () => {
      off += 11_000;
    },
    () => begin(keydesk, users, 2),
  );
  // The second user's keys and name were requested early, and then again, because the first answers were too old.
  expect(lookUps).toBe(4);
});

it('forgets at Resume a secret whose closing could not be written down', async () => {
  const file = desk.journalFile();
  const secretsLeft = () =>
    desk
      .desk()
      .vault.names()
      .filter((name) => name.startsWith('secret:'));
  const keydesk = await desk.signIn();
  const { campaign, folder } = await atStep(
    'packed',
    () => {
      renameSync(file, `${file}.aside`);
      mkdirSync(file);
    },
    () => begin(keydesk, users, 2),
  );
  expect(keydesk.campaigns.state().campaigns).toMatchObject([
    { counts: { packed: 1 }, problem: { kind: 'journal-failed' } },
  ]);
  expect(secretsLeft()).toHaveLength(1);
  rmdirSync(file);
  renameSync(`${file}.aside`, file);
  unwrap(await keydesk.campaigns.resume(campaign));
  await keydesk.campaigns.settled();
  expect(secretsLeft()).toEqual([]);
  expect(packetsIn(folder)).toHaveLength(2);
});
