import { expect, test } from 'vitest';
import { self, setUpKeyDesk, wanted } from '../../support/parts/key-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const { signIn, ownerNamed, posts, journal } = setUpKeyDesk();

test('a creation changes nothing before its caller is ready, and nothing at all where that fails or a secret is open then', async () => {
  const keydesk = await signIn();
  const ready = Promise.withResolvers<{ ok: boolean }>();
  const making = keydesk.generateKey(self, wanted, { ready: ready.promise });
  await expect.poll(() => keydesk.told.steps.at(-1)).toBe('checked');
  ready.resolve({ ok: false });
  expect(await making).toMatchObject({ ok: false, problem: { kind: 'cancelled' } });
  expect([journal(), await posts()]).toEqual([[], []]);
  const isReady = { ready: Promise.resolve({ ok: true }) };
  unwrap(await keydesk.generateKey(self, wanted, isReady));
  const grace = await ownerNamed('grace.hopper', keydesk);
  expect(await keydesk.generateKey(grace, wanted, isReady)).toMatchObject({ problem: { kind: 'secret-open' } });
  expect(await posts()).toHaveLength(1);
});
