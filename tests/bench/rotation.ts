import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { systemClock } from '../../main/basics/clock.ts';
import { buildServices } from '../../main/build-services.ts';
import { formatHandedKey } from '../../main/handover/handed-key.ts';
import { makeWords, passphraseOf } from '../../main/handover/passphrase.ts';
import { makeReceiptCode } from '../../main/handover/receipt-code.ts';
import type { UserRecord } from '../../main/oracle/oracle-client.ts';
import { type PacketLock, writePacket } from '../../main/rotation/campaign/packet.ts';
import type { SimulatorAddresses } from '../../simulator/start-simulator.ts';
import { createKeyFolder } from '../support/parts/key-folder.ts';
import { newStore, playedOptions } from '../support/parts/played-services.ts';
import { setUpPolicy } from '../support/parts/policy-desk.ts';
import { unwrap } from '../support/parts/unwrap.ts';
import { createWatchedVault } from '../support/parts/watched-vault.ts';
import { clientOf, controlsOf } from '../support/simulator/simulator-client.ts';
import { type BenchCase, compare } from './figure.ts';
import { medianOfRounds } from './interleave.ts';
import { startSimulatorProcess } from './simulator-process.ts';

/** The keys that each of the two makes in one turn, and the number of turns. One more turn warms up. */
const TURN = 30;
const TURNS = 10;
const KEYS = TURN * (TURNS + 1);
/** The number of keys whose packets a passphrase opens. Each takes two computations of scrypt, of a second or more. */
const PASSPHRASES = 1;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

function residentMegabytes(): number {
  collectGarbage();
  return process.memoryUsage.rss() / 1e6;
}

/**
 * A campaign of new keys, each in an encrypted packet on the real disk. Compared with the bare client, which makes the same requests one
 * after another, and writes such packets in the same way. The keychain is played, in memory.
 */
export const rotation: BenchCase = {
  name: 'rotation',
  async measure() {
    const simulator = await startSimulatorProcess(1000);
    const folder = createKeyFolder();
    try {
      const users = await usersWithoutKeys(simulator);
      const publicKey = await identityToRecipient(await generateIdentity());
      const known = users.slice(0, KEYS);
      const recipients = known.map(({ ocid, userName }) => {
        return { id: crypto.randomUUID(), userOcid: ocid, userName, publicKey, addedAt: '2026-11-27T08:00:00.000Z' };
      });
      const keydesk = await startKeydesk(folder, simulator, recipients);
      const campaign = await keydesk.begin(known);
      const bare = await bareClient(simulator, join(folder.home, 'bare'));
      const forRecipient = { kind: 'recipient', publicKey } as const;

      const memory: number[] = [];
      const [ours = Number.NaN, theirs = Number.NaN] = await medianOfRounds(
        [
          async () => {
            const took = await campaign.makeNext(TURN);
            memory.push(residentMegabytes());
            return took;
          },
          async (turn) => {
            const began = performance.now();
            for (const user of known.slice(turn * TURN, (turn + 1) * TURN)) await bare(user, forRecipient);
            return performance.now() - began;
          },
        ],
        { rounds: TURNS, warmUp: 1 },
      );
      const [first = Number.NaN] = memory;
      const last = memory[TURNS - 1] ?? Number.NaN;

      const others = users.slice(KEYS, KEYS + PASSPHRASES);
      const withPassphrases = await (await keydesk.begin(others)).makeNext(PASSPHRASES);
      const began = performance.now();
      for (const user of others) {
        const words = passphraseOf(makeWords());
        await bare(user, { kind: 'passphrase', words, workFactor: undefined });
      }
      const bareWithPassphrases = performance.now() - began;
      return [
        compare({
          name: 'a key of a campaign, packed, against the bare client',
          unit: 'ms',
          ours: ours / TURN,
          theirs: theirs / TURN,
          limit: { atMost: 1.3 },
        }),
        compare({
          name: 'the same, where a passphrase opens the packet',
          unit: 'ms',
          ours: withPassphrases / PASSPHRASES,
          theirs: bareWithPassphrases / PASSPHRASES,
          limit: { atMost: 1.3 },
        }),
        compare({
          name: `memory after ${TURN * TURNS} keys against that after ${TURN}`,
          unit: 'MB',
          ours: last,
          theirs: first,
          limit: { atMost: 1.15 },
        }),
      ];
    } finally {
      await simulator.stop();
      folder[Symbol.dispose]();
    }
  },
};

type Folder = ReturnType<typeof createKeyFolder>;

/** Keydesk's main without Electron, signed in. */
async function startKeydesk(folder: Folder, simulator: SimulatorAddresses, recipients: readonly unknown[]) {
  const played = playedOptions({ folder, policy: setUpPolicy() });
  const defects: unknown[] = [];
  const services = buildServices({
    ...played,
    vault: createWatchedVault(),
    accountStore: newStore(),
    addressBookStore: { read: () => ({ recipients }), write: () => {} },
    clock: systemClock,
    onQuarantine: () => {},
    onStep: () => {},
    onProblem: () => {},
    onDefect: (defect) => `defect ${defects.push(defect)}`,
  });
  const { accounts, campaigns, rotations } = services;
  unwrap(await accounts.signIn({ file: simulator.configFile, profile: 'ADMIN', passphrase: null }));

  return {
    /** Begins a campaign for these users, which waits before its first key. */
    async begin(users: readonly UserRecord[]) {
      played.campaignSystem.userList = folder.write('users.csv', `ocid\n${users.map(({ ocid }) => ocid).join('\n')}\n`);
      const list = unwrap(await campaigns.chooseUserList());
      const source = { kind: 'users', list: list?.list ?? '' } as const;
      const request = { source, purpose: 'create', namePattern: '{user}', description: null, expiresOn: null } as const;
      const { preview } = unwrap(await campaigns.preview(request, new AbortController().signal));
      played.campaignSystem.folder = join(folder.home, 'packets');
      await mkdir(played.campaignSystem.folder, { recursive: true });
      const expected = users.length;
      const start = { preview, leaveOut: [], rooms: [], drafts: false, expected, confirmation: String(expected) };
      const begun = unwrap(await campaigns.start(start));
      const { campaign = '' } = begun ?? {};
      campaigns.pause();
      await campaigns.settled();
      const packed = () => rotations.ledger.plans().filter(({ phase }) => phase === 'handed-over').length;

      return {
        /** Makes this many keys. Gives the milliseconds. */
        async makeNext(keys: number): Promise<number> {
          const goal = packed() + keys;
          const stop = rotations.ledger.subscribe(() => {
            if (packed() >= goal) campaigns.pause();
          });
          const [began, before] = [performance.now(), packed()];
          unwrap(await campaigns.resume(campaign));
          await campaigns.settled();
          const took = performance.now() - began;
          stop();
          const { problem } = campaigns.state().campaigns[0] ?? { problem: null };
          if (problem !== null || defects.length > 0) throw new Error(JSON.stringify([problem, String(defects)]));
          return (took / (packed() - before)) * keys;
        },
      };
    },
  };
}

/** Makes keys with the same requests and packets as Keydesk, but without journal, ledger, history or keychain. */
async function bareClient(simulator: SimulatorAddresses, folder: string) {
  await mkdir(folder);
  const { client } = await clientOf(simulator, 'ADMIN');
  const api = client.domain(simulator.domainUrl);
  return async ({ id, ocid, userName, displayName }: UserRecord, lock: PacketLock) => {
    const owner = { kind: 'user', ocid } as const;
    const key = { name: userName, description: 'bare', expiresOn: null };
    unwrap((await Promise.all([api.listKeys(owner), api.getUser(id)]))[0]);
    const made = unwrap(await api.createKey(owner, key, crypto.randomUUID()));
    unwrap(await api.setDescription(owner, made.key.id, null));
    const { name: keyName, accessKey } = made.key;
    const about = {
      keyName,
      user: displayName,
      accessKey,
      note: '',
      receipt: makeReceiptCode(),
      date: '',
      place: null,
    };
    const content = formatHandedKey({ ...about, tenancy: null, sender: null }, made.secretKey);
    unwrap(await writePacket(join(folder, `${userName}.age`), content, lock));
  };
}

/** Users without keys: each may have two, and each of the two compared programs makes one. */
async function usersWithoutKeys(simulator: SimulatorAddresses): Promise<readonly UserRecord[]> {
  const { client } = await clientOf(simulator, 'ADMIN');
  const page = unwrap(await client.domain(simulator.domainUrl).findUsers({ text: '', cursor: null, count: 1000 }));
  const { keys } = await controlsOf(simulator).state();
  const owners = new Set(keys.map(({ user }) => user.ocid));
  return page.users.filter(({ ocid, active, userName }) => active && !owners.has(ocid) && userName !== 'ada.byron');
}
