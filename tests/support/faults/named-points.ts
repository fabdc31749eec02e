import { setTimeout as wait } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { type CreationStep, creationSteps } from '../../../main/keys/creation-steps.ts';
import { test } from '../app/keydesk-test.ts';
import type { RunningApp } from '../app/launch-app.ts';
import {
  accessRow,
  closeButton,
  generateButton,
  generateDialog,
  generateKey,
  nameField,
  revealSecret,
  secretRow,
  send,
  storeAndClose,
  stored,
} from '../views/secret-dialog.ts';
import { heading, view } from '../views/views.ts';
import { countLosses, type Ending, judgeRestart, type Verdict } from './crash-verdict.ts';
import { type EndSignal, endAt, PATIENCE } from './end-at.ts';
import { controls, keychainEntries, shareEndedComputer, startAgain, takeRunning } from './ended-computer.ts';

const user = 'ada.byron';

/** How to reach a step, and which verdicts are allowed after the restart. */
interface Way {
  readonly go: (app: RunningApp, name: string, arm: () => Promise<void>) => Promise<void>;
  readonly expected: readonly Verdict[];
  /** The verdicts after SIGTERM, if others than `expected`: the program may finish its work then. */
  readonly expectedOfEnd?: readonly Verdict[];
  /** The user has read the secret, and confirmed that it is stored. */
  readonly handedOver?: true;
}

const ask = async ({ page }: RunningApp, name: string) => {
  await generateButton(page).click();
  await nameField(page).fill(name);
  await send(page);
};
const straight = (expected: readonly Verdict[]): Way => ({
  expected,
  expectedOfEnd: [...new Set<Verdict>([...expected, 'offered again'])],
  async go(app, name, arm) {
    await arm();
    await ask(app, name);
  },
});
const withLostAnswer: Way = {
  expected: ['reported'],
  async go(app, name, arm) {
    await controls().setFault({ kind: 'drop-after', method: 'POST' });
    await arm();
    await ask(app, name);
  },
};
const whileClosing: Way = {
  expected: ['stored before'],
  handedOver: true,
  async go({ page, ...app }, name, arm) {
    await generateKey(page, name);
    await stored(page).check();
    await arm();
    await closeButton(page).click();
    void app;
  },
};
const lost = ({ page }: RunningApp, name: string) =>
  view(page)
    .getByRole('status')
    .filter({ hasText: `The key ${name} for Ada Byron was made` });

const ways: Record<CreationStep, Way> = {
  started: straight(['no key']),
  checked: straight(['no key']),
  replaced: {
    // The key without a secret has been deleted, and the new key does not exist yet.
    expected: ['no key'],
    expectedOfEnd: ['no key', 'offered again'],
    async go(app, name, arm) {
      await controls().setFault({ kind: 'drop-after', method: 'POST' });
      await ask(app, name);
      await expect(lost(app, name)).toBeVisible({ timeout: PATIENCE });
      await app.page.keyboard.press('Escape');
      await arm();
      await lost(app, name).getByRole('button', { name: 'Delete and generate again' }).click();
    },
  },
  journalling: straight(['no key']),
  written: straight(['no key']),
  journalled: straight(['no key']),
  // The request is on its way: it may or may not have arrived.
  sent: straight(['no key', 'reported']),
  answered: straight(['reported']),
  'secret-stored': straight(['offered again']),
  recorded: straight(['offered again']),
  untagged: straight(['offered again']),
  reconciling: withLostAnswer,
  settled: withLostAnswer,
  'offered-again': {
    expected: ['offered again'],
    async go({ app, page }, name, arm) {
      await generateKey(page, name);
      await app.evaluate(({ Menu }) => {
        for (const top of Menu.getApplicationMenu()?.items ?? []) {
          top.submenu?.items.find(({ label }) => label === 'Lock')?.click();
        }
      });
      const unlock = page.getByRole('button', { name: 'Unlock' });
      await unlock.waitFor();
      await arm();
      await unlock.click();
    },
  },
  closing: whileClosing,
  'secret-removed': whileClosing,
  closed: whileClosing,
};

const endings: Ending[] = [];
const keyNamed = async (name: string) => (await controls().state(user)).keys.find((key) => key.name === name) ?? null;

async function judge(app: RunningApp, name: string, handedOver: boolean): Promise<Verdict> {
  const { page } = app;
  for (const until = Date.now() + PATIENCE; ; ) {
    const isOffered = await generateDialog(page).isVisible();
    if (isOffered) {
      await revealSecret(page).click();
      await expect(secretRow(page).getByRole('code')).toHaveText(/^\S{20,}$/);
    }
    const offered = isOffered
      ? {
          accessKey: (await accessRow(page).getByRole('code').textContent()) ?? '',
          secretKey: (await secretRow(page).getByRole('code').textContent()) ?? '',
        }
      : null;
    const key = await keyNamed(name);
    const isTold = await lost(app, name).isVisible();
    const unfinished = isTold ? [{ state: 'lost' as const, accessKey: key?.accessKey ?? null }] : [];
    const verdict = judgeRestart({ key, offered, unfinished, handedOver });
    if (verdict) return verdict;
    if (Date.now() > until) return 'UNKNOWN KEY';
    await wait(50);
  }
}

/** Cleans up as a user: stores the secret, leaves unfinished creations as they are, and deletes the key in the Console. */
async function settle({ page }: RunningApp, name: string) {
  if (await generateDialog(page).isVisible()) await storeAndClose(page);
  await page.evaluate(async () => {
    const { Secrets } = Reflect.get(window, 'keydesk');
    const { creations } = await Secrets.unfinishedStore.getState();
    for (const { creation } of creations) await Secrets.LeaveKey(creation);
  });
  if (await keyNamed(name)) await controls().deleteKeyElsewhere(user, name);
  await controls().clearFaults();
  await page.reload();
}

/**
 * The tests of one file. The real app, in its real window, sends itself the signal when a creation reaches a step, and is then
 * started again.
 */
export function endAtNamedPoints(signal: EndSignal): void {
  shareEndedComputer();
  test.beforeAll(() => {
    endings.length = 0;
  });
  test.afterAll(() => {
    console.log(`\n${signal} at         after the restart`);
    for (const { moment, verdict } of endings) console.log(`${moment.padEnd(18)} ${verdict}`);
    const { lostSecrets, unknownKeys } = countLosses(endings);
    console.log(`lost secrets: ${lostSecrets}, unknown keys: ${unknownKeys}\n`);
  });

  for (const step of creationSteps) {
    const { go, handedOver = false, ...way } = ways[step];
    const expected = (signal === 'SIGTERM' ? way.expectedOfEnd : undefined) ?? way.expected;
    test(`${signal} at "${step}": ${expected.join(' or ')}`, async ({ desktop }) => {
      const name = `ended-at-${step}`;
      const dying = await takeRunning(desktop);
      await endAt({ channel: 'keydesk:creation', step, signal }, dying, (arm) => go(dying, name, arm));

      const app = await startAgain(desktop);
      await heading(app.page, 'My profile').or(generateDialog(app.page)).first().waitFor();
      const verdict = await judge(app, name, handedOver);
      endings.push({ moment: step, verdict });
      await settle(app, name);
      expect(expected).toContain(verdict);
      // In every case, no secret stays in the keychain.
      await expect.poll(() => keychainEntries(desktop, 'secret')).toEqual([]);
    });
  }
}
