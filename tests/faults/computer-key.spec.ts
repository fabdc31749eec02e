import process from 'node:process';
import { expect } from '@playwright/test';
import type { KeyStep } from '../../main/computer-key/key-steps.ts';
import { test } from '../support/app/keydesk-test.ts';
import type { RunningApp } from '../support/app/launch-app.ts';
import { endAt, PATIENCE } from '../support/faults/end-at.ts';
import {
  controls,
  keychainEntries,
  shareEndedComputer,
  startAgain,
  takeRunning,
} from '../support/faults/ended-computer.ts';

// The real app, with a real keychain, is killed while it makes, replaces or deletes its API key, and started again.
// `tests/unit/computer-key/ended-in-the-middle.test.ts` tests every step.

type Call = 'StaySignedIn' | 'ReplaceKey' | 'SignOutAndDeleteKey';
/** `keys`: the number of API keys at Oracle afterwards. `signedIn`: whether the account then still signs in with one of them. */
interface Point {
  readonly call: Call;
  readonly step: KeyStep;
  readonly keys: number;
  readonly signedIn: boolean;
}
const brief: readonly Point[] = [
  { call: 'StaySignedIn', step: 'added', keys: 1, signedIn: true },
  { call: 'ReplaceKey', step: 'signed-in', keys: 1, signedIn: true },
];
const more: readonly Point[] = [
  { call: 'ReplaceKey', step: 'added', keys: 1, signedIn: true },
  { call: 'ReplaceKey', step: 'switched', keys: 1, signedIn: true },
  { call: 'ReplaceKey', step: 'deleting', keys: 1, signedIn: true },
  { call: 'SignOutAndDeleteKey', step: 'deleting', keys: 1, signedIn: true },
  { call: 'SignOutAndDeleteKey', step: 'deleted', keys: 0, signedIn: false },
];

/** Ada Byron's API keys at the service, except the configuration file's key. */
async function keysAtOracle() {
  const { apiKeys } = await controls().state('ada.byron');
  return apiKeys
    .filter(({ madeThrough }) => madeThrough !== 'configuration-file')
    .map(({ fingerprint }) => fingerprint);
}
/** The current account's id, and what it signs in with. */
const current = ({ page }: RunningApp) =>
  page.evaluate(async () => {
    const { Accounts } = Reflect.get(window, 'keydesk');
    const { accounts, current } = await Accounts.sessionStore.getState();
    const account = accounts.find(({ id }: { id: string }) => id === current);
    return { id: String(current), kind: String(account?.signedInBy.kind ?? 'nobody') };
  });

shareEndedComputer();

for (const { call, step, keys, signedIn } of process.env['KEYDESK_LONG'] === 'yes' ? [...brief, ...more] : brief) {
  test(`killed at "${step}" of ${call}: no key that nobody knows of, nobody signed out`, async ({ desktop }) => {
    const dying = await takeRunning(desktop);
    const { id } = await current(dying);
    await endAt({ channel: 'keydesk:computer-key', step, signal: 'SIGKILL' }, dying, async (arm) => {
      await arm();
      await dying.page.evaluate(([name, account]) => Reflect.get(window, 'keydesk').ApiKeys[name](account), [
        call,
        id,
      ] as const);
    });
    const app = await startAgain(desktop);
    const settled = async () => ({ keys: (await keysAtOracle()).length, kind: (await current(app)).kind });
    const expected = { keys, kind: signedIn ? 'computer-key' : 'nobody' };
    await expect.poll(settled, { timeout: PATIENCE }).toEqual(expected);
    if (signedIn) {
      const listed = await app.page.evaluate(() =>
        Reflect.get(window, 'keydesk').ApiKeys.ListApiKeys(crypto.randomUUID()),
      );
      const [fingerprint] = await keysAtOracle();
      expect(listed.value.keys).toContainEqual(expect.objectContaining({ fingerprint, use: 'this-computer' }));
    }
    await expect.poll(() => keychainEntries(desktop, 'computer-key')).toEqual([]);
  });
}
