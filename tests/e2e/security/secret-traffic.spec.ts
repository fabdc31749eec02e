import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { takeHeapSnapshot } from '../../support/app/heap-snapshot.ts';
import { test } from '../../support/app/keydesk-test.ts';
import { shareKeydesk } from '../../support/app/shared-keydesk.ts';
import { recordBridgeTraffic } from '../../support/attacks/bridge-traffic.ts';
import { formsOf, readAllFiles, tracesIn } from '../../support/attacks/traces.ts';
import { readProfile } from '../../support/desktop/oci-config-file.ts';
import {
  copySecret,
  generateDialog,
  generateKey,
  hideSecret,
  revealSecret,
  secretRow,
  storeAndClose,
} from '../../support/views/secret-dialog.ts';
import { keyRow, openSettings, openUser, signIn } from '../../support/views/views.ts';

// Security lines 15 and 18: where a secret goes, and where it does not.

const keydesk = shareKeydesk({ profile: null, own: (env) => env });

/** The secret of Grace Hopper's newest key, from the simulator that made it. */
async function secretAtOracle(): Promise<string> {
  const { keys } = await keydesk().controls.state('grace.hopper');
  const secret = keys.at(-1)?.secretKey;
  if (secret === undefined) throw new Error('Grace Hopper has no key.');
  return secret;
}

/** The places of each text in the page: its document, its fields, its title or its memory. */
async function placesInPage(page: Page, ...texts: string[]): Promise<string[][]> {
  const fields = await page.evaluate(() =>
    [...document.querySelectorAll('input, textarea')].map((field) => Reflect.get(field, 'value')).join(' '),
  );
  const places = {
    document: await page.content(),
    fields,
    title: await page.title(),
    memory: await takeHeapSnapshot(page),
  };
  return texts.map((text) =>
    Object.entries(places).flatMap(([name, content]) => (content.includes(text) ? [name] : [])),
  );
}

const titles = () =>
  keydesk().app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.getTitle()));

test('a secret crosses the bridge once, in the answer to Reveal, and leaves no trace', async () => {
  const { app, page, home, log, simulator } = keydesk();
  const traffic = await recordBridgeTraffic(app);
  await signIn(page, 'ADMIN');
  await openUser(page, 'grace.hopper');
  await generateKey(page, 'canary-of-grace');
  const secret = await secretAtOracle();
  const forms = formsOf(secret);
  const crossed = async () =>
    (await traffic())
      .filter(({ values }) => tracesIn(Buffer.from(values), forms).length > 0)
      .map(({ direction, channel }) => `${direction}: ${channel.split('_$_').slice(-2).join('.')}`);

  await test.step('masked: not in the page, not even in its memory', async () => {
    await copySecret(page).click();
    await expect(generateDialog(page)).toContainText('Copied. The clipboard is cleared');
    // Causes a failure, so that the log has an entry.
    const failure = await page.evaluate(() => Reflect.get(window, 'keydesk').Secrets.RevealSecret(crypto.randomUUID()));
    expect(failure).toMatchObject({ ok: false, failure: { kind: 'secret-gone' } });
    const places = await placesInPage(page, secret, 'canary-of-grace');
    expect(places).toEqual([[], ['document', 'memory']]);
    expect(await crossed()).toEqual([]);
  });

  await test.step('revealed: in the page, and over the bridge by one message', async () => {
    await revealSecret(page).click();
    await expect(secretRow(page).getByRole('code')).toHaveText(secret);
    expect((await page.content()).includes(secret)).toBe(true);
    expect(await crossed()).toEqual(['to page: Secrets.RevealSecret']);
    expect((await titles()).join()).not.toContain(secret);
  });

  await test.step('closed: nowhere in the page', async () => {
    await hideSecret(page).click();
    await storeAndClose(page);
    await expect(keyRow(page, 'canary-of-grace')).toBeVisible();
    await openSettings(page);
    expect(await placesInPage(page, secret)).toEqual([[]]);
    expect(await crossed()).toEqual(['to page: Secrets.RevealSecret']);
  });

  await test.step('nor in a log, a title, or any file below the home folder', async () => {
    const { key_file = '' } = await readProfile(simulator.configFile, 'ADMIN');
    const pem = (await readFile(key_file, 'utf8')).split('\n');
    // A line of the private key's file, and the bytes that it encodes.
    const line = pem[5] ?? '';
    const keyForms = [
      ...formsOf(line),
      Buffer.from(line, 'base64'),
      ...formsOf(Buffer.from(line, 'base64').toString('latin1')),
    ];
    const files = await readAllFiles(home);
    expect(files.length).toBeGreaterThan(10);
    expect(files.some(({ path }) => path.endsWith('creations.jsonl'))).toBe(true);
    expect(files.some(({ path }) => path.endsWith('main.log'))).toBe(true);
    const found = files.flatMap(({ path, content }) =>
      [...tracesIn(content, forms), ...tracesIn(content, keyForms)].map((trace) => `${path}: ${trace}`),
    );
    expect(found).toEqual([]);
    const hidden = Buffer.from(JSON.stringify([Buffer.from(`a ${secret} b`).toString('base64')]), 'utf16le');
    expect(tracesIn(hidden, forms)).not.toEqual([]);
    expect(tracesIn(Buffer.from(log()), [...forms, ...keyForms])).toEqual([]);
    expect((await titles()).join()).not.toContain(secret);
    const messages = (await traffic()).filter(({ values }) => tracesIn(Buffer.from(values), keyForms).length > 0);
    expect(messages).toEqual([]);
    expect(line).toHaveLength(64);
  });

  await test.step('nor in what a page can store', async () => {
    const stores = await page.evaluate(async () => [
      localStorage.length,
      sessionStorage.length,
      (await indexedDB.databases()).length,
      (await caches.keys().catch(() => [])).length,
      document.cookie.length,
    ]);
    expect(stores).toEqual([0, 0, 0, 0, 0]);
  });
});
