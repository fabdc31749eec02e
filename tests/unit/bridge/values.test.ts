import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as generated from '../../../bridge/generated/_internal/common-runtime/keydesk.ts';
import { checkout } from '../../../scripts/project/checkout.mjs';
import { readBridgeSchema } from '../../support/attacks/bridge-schema.ts';
import { fc, runs } from '../../support/random/random-runs.ts';

// Security lines 14, 15 and 17, over the values of the bridge themselves.

const { calls, stores, valueBehind } = readBridgeSchema();

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withSparseArray: true,
  withNullPrototype: true,
  withBoxedValues: true,
  withObjectString: true,
});

/** zod itself throws at these values when it measures a text or a list. A random test found the first; JSON can contain the second. */
const strange = [{ length: { __proto__: null } }, JSON.parse('{"length":{"valueOf":1,"toString":1}}')];

/** Main's own check of each argument. */
const validators: Readonly<Record<string, (value: unknown) => boolean>> = generated;
const judgeOf = (type: string) =>
  type === 'boolean' ? (value: unknown) => typeof value === 'boolean' : validators[`$eipc_validator$_${type}`];

describe('what a call may be given', () => {
  const types = [...new Set(calls.flatMap(({ args }) => args.map(({ type }) => type)))];

  it.each(types)('%s is judged without a throw, whatever comes', (type) => {
    const judge = judgeOf(type);
    fc.assert(fc.property(anything, (given) => typeof judge?.(given) === 'boolean'));
  });

  it.each(types)('%s refuses what zod itself throws at', async (type) => {
    const judge = judgeOf(type);
    const fields = [...fieldsOf(await valueBehind(type))];
    for (const each of strange) {
      const stuffed = Object.fromEntries(fields.map((field) => [field, each]));
      for (const given of [each, [each], stuffed, { ...stuffed, kind: 'user' }]) expect(judge?.(given)).toBe(false);
    }
  });

  it.each(types)('%s has a limit: nothing of a megabyte is taken', async (type) => {
    const value = await valueBehind(type);
    const long = 'x'.repeat(1024 * 1024);
    const fields = ['kind', 'name', 'description', 'text', 'cursor', 'profile', 'passphrase', 'id', 'ocid', 'domainId'];
    const stuffed = Object.fromEntries(fields.map((field) => [field, long]));
    for (const given of [
      long,
      [long],
      { ...stuffed },
      { ...stuffed, kind: 'user' },
      { ...stuffed, source: 'standard' },
    ]) {
      expect(value.safeParse(given).success).toBe(false);
    }
  });

  it.each(types)('%s takes no field that it does not know', async (type) => {
    const value = await valueBehind(type);
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{12,20}$/), anything, { minKeys: 1 }), (given) => {
        return !value.safeParse(given).success;
      }),
      { numRuns: runs(50) },
    );
  });
});

it.each([
  ['a user name', 'directory', 'userSchema', 'userName'],
  ['the public key of a recipient', 'handover', 'recipientSchema', 'publicKey'],
  ['an endpoint', 'usage', 's3EndpointSchema', 'endpoint'],
  ['the program of a command', 'usage', 'savedKeysStateSchema', 'program'],
])('%s can be copied, however long', async (_, file, schema, field) => {
  const text = await valueBehind('Text');
  const { [schema]: shown } = await import(`../../../bridge/values/${file}.ts`);
  const longest = [20_000, 10_000, 4096, 1024]
    .map((length) => 'x'.repeat(length))
    .find((each) => shown.shape[field].safeParse(each).success);
  expect(longest).toBeDefined();
  expect(text.safeParse(`${longest} exec name -- COMMAND`).success).toBe(true);
});

/** The names of all fields of a value, however deep. */
function fieldsOf(value: unknown, found = new Set<string>()): Set<string> {
  if (value instanceof z.ZodObject) {
    for (const [name, field] of Object.entries(value.shape)) {
      found.add(name);
      fieldsOf(field, found);
    }
  } else if (value instanceof z.ZodDiscriminatedUnion || value instanceof z.ZodUnion) {
    for (const option of value.options) fieldsOf(option, found);
  } else if (value instanceof z.ZodArray) fieldsOf(value.element, found);
  else if (value instanceof z.ZodNullable || value instanceof z.ZodOptional) fieldsOf(value.unwrap(), found);
  return found;
}

async function allValues(): Promise<readonly (readonly [name: string, value: z.ZodType])[]> {
  const folder = join(checkout, 'bridge', 'values');
  const modules = await Promise.all(readdirSync(folder).map((file) => import(join(folder, file))));
  return modules.flatMap((module) =>
    Object.entries(module as Record<string, unknown>).filter(
      (entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType,
    ),
  );
}

describe('secrets', () => {
  it('have a field in the requests to sign in, in the answer to Reveal and in a key that is typed in, and in no other value', async () => {
    const secret =
      /^(secret|secretKey|pass(phrase|word)|privateKey|pem|der|token|securityToken|credential|signature)$/i;
    const holders = (await allValues()).filter(([, value]) => [...fieldsOf(value)].some((field) => secret.test(field)));
    // `secret` of the store describes the open secret without its text: its handle, its length, its owner.
    expect(holders.map(([name]) => name).sort()).toEqual([
      'openSecretStateSchema',
      'proxySignInSchema',
      'revealOutcomeSchema',
      'signInRequestSchema',
      'typedKeySchema',
    ]);
    const state = holders.find(([name]) => name === 'openSecretStateSchema')?.[1];
    expect([...fieldsOf(state)].sort()).toEqual(
      [
        'accessKey',
        'acknowledged',
        'closed',
        'copied',
        'domainName',
        'file',
        'handedOver',
        'handle',
        'isOnClipboard',
        'saved',
        'keyId',
        'keyName',
        'kind',
        'note',
        'origin',
        'own',
        'ownerIdentity',
        'ownerName',
        'ownerOcid',
        'receipt',
        'replaces',
        'restsIn',
        'secret',
        'secretLength',
        'sender',
        'sentAt',
        'tenancy',
        'userName',
        'what',
        'wordsUntold',
      ].sort(),
    );
  });

  it('are asked for by two calls and answered by one', async () => {
    const names = new Map((await allValues()).map(([name, value]) => [value, name]));
    const taking: string[] = [];
    for (const { part, name, args } of calls) {
      for (const { type } of args)
        if (/^(signInRequest|proxySignIn)Schema$/.test(names.get(await valueBehind(type)) ?? ''))
          taking.push(`${part}.${name}`);
    }
    expect(taking).toEqual(['Accounts.SignIn', 'Accounts.SignInToProxy']);
    expect(stores.map(({ name }) => name)).not.toContain('reveal');
  });
});

describe('a failure', () => {
  it('has room for a kind, sentences, a sign, a request id, a time to wait and a proxy, and for nothing else', async () => {
    const failure = (await allValues()).find(([name]) => name === 'failureSchema')?.[1];
    expect([...fieldsOf(failure)].sort()).toEqual([
      'calm',
      'happened',
      'kind',
      'meaning',
      'proxy',
      'remedy',
      'requestId',
      'retryAfterSeconds',
    ]);
    const good = { kind: 'internal', happened: 'It broke.', meaning: null, remedy: null, requestId: null };
    expect(failure?.safeParse(good).success).toBe(true);
    for (const more of [{ stack: 'at x' }, { headers: {} }, { cause: null }]) {
      expect(failure?.safeParse({ ...good, ...more }).success).toBe(false);
    }
  });
});
