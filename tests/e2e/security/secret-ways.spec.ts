import { join } from 'node:path';
import { expect } from '@playwright/test';
import { takeHeapSnapshot } from '../../support/app/heap-snapshot.ts';
import { test } from '../../support/app/keydesk-test.ts';
import { shareKeydesk } from '../../support/app/shared-keydesk.ts';
import { recordBridgeTraffic } from '../../support/attacks/bridge-traffic.ts';
import { formsOf, tracesIn } from '../../support/attacks/traces.ts';
import { saveInFileDialog } from '../../support/dialogs/file-dialog.ts';
import { answerPrintDialog } from '../../support/dialogs/print-dialog.ts';
import {
  goBack,
  lockedWith,
  nextGroup,
  openWay,
  passphraseWords,
  spellingStep,
  wordsAgree,
} from '../../support/views/handover-dialog.ts';
import { closeButton, generateDialog, generateKey } from '../../support/views/secret-dialog.ts';
import { backToSecret, openThisComputer, openUse, removeKept, writeButton } from '../../support/views/usage-views.ts';
import { openUser } from '../../support/views/views.ts';

// Security line 15: every way to use or hand over the secret goes through main. The page names a handle, and never gets the secret.

const keydesk = shareKeydesk();

test('whatever is done with an open secret, it crosses the bridge in no message, but for four characters at a time', async () => {
  const { app, page, home, controls } = keydesk();
  const traffic = await recordBridgeTraffic(app);
  await openUser(page, 'grace.hopper');
  await generateKey(page, 'canary-of-grace');
  const secret = (await controls.state('grace.hopper')).keys.at(-1)?.secretKey ?? '';
  expect(secret).toHaveLength(44);
  // No message may have eight characters in a row, which are two groups of the spelling.
  const stretches = Array.from({ length: secret.length - 7 }, (_, at) => secret.slice(at, at + 8));
  const forms = [...formsOf(secret), ...stretches.map((stretch) => Buffer.from(stretch))];

  await test.step('an encrypted file and a draft', async () => {
    await saveInFileDialog(app, join(home, 'canary.age'));
    const file = await openWay(page, 'Encrypted file');
    await lockedWith(file, 'A passphrase').check();
    await expect(passphraseWords(file)).toHaveCount(10);
    await file.getByRole('button', { name: 'Save…' }).click();
    await expect(file.getByRole('status')).toContainText('Saved as');
    await goBack(page);
    const mail = await openWay(page, 'E-mail draft');
    await mail.getByRole('button', { name: 'Open draft' }).click();
    await expect(mail.getByRole('status')).toContainText('is open in your mail program');
    await goBack(page);
  });

  await test.step('a printed sheet', async () => {
    await answerPrintDialog(app, 'print');
    const print = await openWay(page, 'Print');
    await print.getByRole('button', { name: 'Print…' }).click();
    await expect(print.getByRole('status')).toContainText('handed to the printer');
    await goBack(page);
  });

  await test.step('spelled aloud, to the end', async () => {
    await openWay(page, 'Spell aloud');
    for (let group = 1; group <= 11; group += 1) {
      await expect(spellingStep(page)).toContainText(`Group ${group} of 11`);
      await nextGroup(page).click();
    }
    await wordsAgree(page).click();
  });

  await test.step('kept here, and written into a tool’s file', async () => {
    const keep = await openUse(page, 'Keep on this computer');
    await keep.getByRole('button', { name: 'Keep it here' }).click();
    await backToSecret(page);
    const profiles = await openUse(page, 'Profiles for tools');
    await writeButton(profiles).click();
    await expect(profiles.getByRole('status')).toContainText('Written to');
    await backToSecret(page);
  });

  const crossed = (await traffic()).filter(({ values }) => tracesIn(Buffer.from(values), forms).length > 0);
  expect(crossed.map(({ channel }) => channel)).toEqual([]);
  const memory = await takeHeapSnapshot(page);
  expect(memory).toContain('canary-of-grace');
  expect(stretches.filter((stretch) => memory.includes(stretch))).toEqual([]);

  await closeButton(page).click();
  await expect(generateDialog(page)).toBeHidden();
  await openThisComputer(page);
  await removeKept(page, 'canary-of-grace');
});
