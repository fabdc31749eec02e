import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { failureSchema } from '../../../bridge/values/failure.ts';
import { test } from '../../support/app/keydesk-test.ts';
import { shareKeydesk } from '../../support/app/shared-keydesk.ts';

// A hostile page cannot get around the policy: the calls of the bridge themselves refuse what the company forbids.

const folder = mkdtempSync(join(tmpdir(), 'policy-'));
const file = join(folder, 'policy.json');
const prescribe = (policy: object) => writeFileSync(file, JSON.stringify(policy), { mode: 0o644 });
const keydesk = shareKeydesk({ own: (env) => ({ ...env, KEYDESK_POLICY_FILE: file }) });
test.afterAll(() => rmSync(folder, { recursive: true }));

test('each call of the bridge refuses what the company forbids, with a sentence, and nothing is changed', async () => {
  const { page, controls } = keydesk();
  const policy = {
    signInMethods: ['file-key'],
    handOver: [],
    saveOnThisComputer: false,
    requireExpiry: true,
    namePattern: 'svc-*',
    sampleTenancy: false,
    clipboardSeconds: 10,
    updates: 'off',
  };
  prescribe(policy);
  const prescribed = () =>
    page.evaluate(async () => {
      const { policies } = await Reflect.get(window, 'keydesk').Policy.policyStore.getState();
      return policies.filter(({ enforced }: { enforced: boolean }) => enforced).length;
    });
  await expect.poll(prescribed).toBe(Object.keys(policy).length);
  const answers: Record<string, { ok: boolean; failure?: unknown }> = await page.evaluate(async () => {
    const { Accounts, ApiKeys, BrowserSignIn, Handover, Keys, Preferences, Secrets, SetUp, Usage } = Reflect.get(
      window,
      'keydesk',
    );
    const handle = crypto.randomUUID();
    const self = { kind: 'self' };
    const locked = { handle, lock: { kind: 'passphrase' }, note: '' };
    const newKey = (name: string, expiresOn: string | null) => ({ name, description: null, expiresOn });
    const calls: Record<string, Promise<never>> = {
      'no expiry': Secrets.GenerateKey(self, newKey('svc-a', null)),
      'another name': Secrets.GenerateKey(self, newKey('ci-deploy', '2030-01-01T00:00:00.000Z')),
      'a new name': Keys.RenameKey(self, 'key-1', 'ci-deploy'),
      'a file': Handover.SaveFile(locked),
      'a mail': Handover.DraftMail(locked),
      'a saved mail': Handover.SaveDraft(locked),
      'a sheet': Handover.PrintSheet(handle),
      'the telephone': Handover.SpellGroup(handle, 0),
      'a kept key': Usage.SaveKey(handle, 'backup', null),
      'the browser': BrowserSignIn.StartBrowserSignIn({ region: 'eu-frankfurt-1', tenancyName: null }),
      'a key of this computer': SetUp.Start(),
      'staying signed in': ApiKeys.StaySignedIn(),
      'the sample tenancy': Accounts.SignInToSample(),
      'a setting': Preferences.ChangeSettings({ clipboardSeconds: 120 }),
      'looking for updates': Preferences.ChangeSettings({ updates: 'notify' }),
    };
    return Object.fromEntries(await Promise.all(Object.entries(calls).map(async ([name, call]) => [name, await call])));
  });
  for (const [name, { ok, failure }] of Object.entries(answers)) {
    expect({ ok, failure }, name).toMatchObject({ ok: false, failure: { kind: 'prescribed' } });
    expect(failureSchema.parse(failure).happened, name).toContain('Your company prescribes');
  }
  const { requests } = await controls.asked();
  expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});
