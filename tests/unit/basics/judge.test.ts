import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as mini from 'zod/mini';
import { judge } from '../../../main/basics/judge.ts';
import { openAddressBook } from '../../../main/handover/address-book.ts';
import { readErrorText } from '../../../main/oracle/error-text.ts';
import { readJson } from '../../../main/oracle/service-calls.ts';
import { scimKeySchema } from '../../../main/oracle/wire-schemas.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { linesThatMatch, readSources } from '../../support/runner/source-files.ts';

// `judge` throws at no value, from a file or from the network.

/** zod itself throws at these values when it measures a text or a list. A random test found the first; JSON can contain the second. */
const strange = [{ length: { __proto__: null } }, JSON.parse('{"length":{"valueOf":1,"toString":1}}')];

describe('what zod itself throws at', () => {
  it.each<[string, Parameters<typeof judge<unknown>>[0]]>([
    ['a text', z.string().max(5)],
    ['a list', z.array(z.string()).min(1)],
    ['a field', z.object({ name: z.string().min(1) })],
    ['a text in zod’s small form', mini.string().check(mini.minLength(1))],
  ])('fits no schema: %s', (_, schema) => {
    for (const each of strange) {
      expect(judge(schema, each).success).toBe(false);
      expect(judge(schema, { name: each }).success).toBe(false);
    }
  });

  it('is an unexpected answer of the service', () => {
    const body = Buffer.from('{"id":{"length":{"valueOf":1,"toString":1}},"accessKey":"a"}');
    const reply = { status: 200, host: 'idcs.example', requestId: 'r1', body, header: () => null };
    expect(readJson(reply, scimKeySchema)).toMatchObject({ ok: false, problem: { kind: 'unexpected-answer' } });
    expect(readErrorText(body.toString())).toEqual({ message: null, code: null, status: null });
  });

  it('is an entry of a file that cannot be read, and stays in it', () => {
    let stored: unknown = { recipients: [{ id: strange[1], publicKey: strange[1], userOcid: strange[1] }] };
    const store = {
      read: () => stored,
      write: (next: unknown) => {
        stored = next;
      },
    };
    const book = openAddressBook({ store, newId: () => crypto.randomUUID(), now: Date.now });
    expect(book.state()).toEqual([]);
    const key = 'age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj';
    unwrap(book.add({ ocid: 'ocid1.user.oc1..grace', name: 'Grace Hopper' }, key));
    expect(stored).toMatchObject({ recipients: [{ userName: 'Grace Hopper' }, { id: strange[1] }] });
  });
});

it('only two functions call zod', () => {
  const asking = linesThatMatch(
    readSources('main', 'bridge', 'preload', 'renderer'),
    /\.safeParse\w*\(|\bsafeParse\w*\(/,
  );
  expect(asking.map((line) => line.split(':')[0])).toEqual([
    'main/basics/judge.ts',
    'main/basics/judge.ts',
    'bridge/values/fits.ts',
    'bridge/values/fits.ts',
  ]);
});
