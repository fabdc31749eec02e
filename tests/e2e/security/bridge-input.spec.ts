import { expect } from '@playwright/test';
import { fits } from '../../../bridge/values/fits.ts';
import { test } from '../../support/app/keydesk-test.ts';
import { shareKeydesk } from '../../support/app/shared-keydesk.ts';
import { type BridgeCall, readBridgeSchema } from '../../support/attacks/bridge-schema.ts';
import { fc, runs } from '../../support/random/random-runs.ts';

// Security line 14, through the real page and the real bridge: refused arguments do not harm main, and never reach the service.

// This file needs its own app: a shared app may still check a creation of another test file, and list keys for that.
const keydesk = shareKeydesk({ own: (env) => env, asLeft: true });
const { calls, valueBehind } = readBridgeSchema();
const each = runs(60);

/** Values that a page could send: those that both the structured clone algorithm and Playwright can carry. */
const anything = fc.anything({
  maxDepth: 3,
  withBigInt: true,
  withDate: true,
  values: [
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme', maxLength: 4000 }),
    fc.constantFrom(
      '../../etc/passwd',
      '__proto__',
      'constructor',
      '\0',
      '\u2028',
      '%00',
      '$(id)',
      "' or 1 eq 1",
      'ocid1.user.oc1..x',
    ),
    fc.uuid(),
    fc.double(),
    fc.boolean(),
    fc.constantFrom(null, undefined),
  ],
});
/** Nearly correct values: objects with the schemas' field names, but wrong contents. */
const nearly = fc.record(
  {
    kind: fc.oneof(fc.constantFrom('self', 'user', 'SELF'), anything),
    domainId: anything,
    id: anything,
    ocid: anything,
    name: anything,
    description: anything,
    expiresOn: anything,
    source: fc.oneof(fc.constantFrom('standard', 'chosen'), anything),
    profile: anything,
    passphrase: anything,
    text: anything,
    cursor: anything,
    clipboardSeconds: fc.oneof(fc.constantFrom(0, -1, 1e9, 29.5), anything),
    contentProtection: anything,
    toString: fc.constant('no function'),
  },
  { requiredKeys: [] },
);

/** Lists of arguments for a call. In each list at least one argument is not allowed. */
async function badInputs(call: BridgeCall): Promise<unknown[][]> {
  const values = await Promise.all(call.args.map(({ type }) => valueBehind(type)));
  const isBad = (list: unknown[]) => values.some((value, position) => !fits(value, list[position]));
  const list = fc.array(fc.oneof(anything, nearly), { minLength: 0, maxLength: call.args.length + 1 });
  return fc.sample(list.filter(isBad), { numRuns: each });
}

for (const call of calls.filter(({ args }) => args.length > 0)) {
  test(`${call.part}.${call.name} refuses ${each} lists of arguments that are not allowed`, async () => {
    const { page, controls, app } = keydesk();
    const before = (await controls.asked()).requests;
    const outcomes = await page.evaluate(
      async ([part, name, inputs]) => {
        const method = Reflect.get(window, 'keydesk')[part][name] as (...list: unknown[]) => Promise<unknown>;
        const outcome = async (list: unknown[]) => {
          try {
            return JSON.stringify(await method(...list));
          } catch (error) {
            return `refused: ${error}`;
          }
        };
        return Promise.all(inputs.map(outcome));
      },
      [call.part, call.name, await badInputs(call)] as const,
    );
    expect(outcomes).toHaveLength(each);
    expect(
      outcomes.filter((outcome) => !/^refused: .*failed to pass validation|could not be cloned/.test(outcome)),
    ).toEqual([]);
    expect((await controls.asked()).requests).toEqual(before);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });
}

test('a call that is allowed does reach the service', async () => {
  const { page, controls } = keydesk();
  const count = async () => (await controls.asked()).requests.reduce((sum, request) => sum + request.count, 0);
  const before = await count();
  const answer = await page.evaluate(() =>
    Reflect.get(window, 'keydesk').Keys.ListKeys(crypto.randomUUID(), { kind: 'self' }),
  );
  expect(answer).toMatchObject({ ok: true });
  expect(await count()).toBeGreaterThan(before);
});

test('what is sent beside the arguments of a call is dropped', async () => {
  const { page } = keydesk();
  const answer = await page.evaluate(() =>
    Reflect.get(window, 'keydesk').Accounts.ListProfiles('standard', { file: '/etc/passwd' }, '/etc/passwd'),
  );
  expect(answer).toMatchObject({ ok: true, value: { source: 'standard' } });
  expect(JSON.stringify(answer)).not.toContain('/etc/passwd');
});
