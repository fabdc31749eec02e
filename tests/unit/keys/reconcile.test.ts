import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withTag } from '../../../main/keys/creation-tag.ts';
import type { BegunRecord } from '../../../main/keys/journal-records.ts';
import { judgeListing } from '../../../main/keys/reconcile.ts';
import type { KeyRecord } from '../../../main/oracle/oracle-client.ts';
import { setUpKeyDesk, wanted } from '../../support/parts/key-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { fc, runs as often } from '../../support/random/random-runs.ts';
import { clientOf } from '../../support/simulator/simulator-client.ts';
import type { FaultToSet } from '../../support/simulator/simulator-controls.ts';

const creation = '9f0e4c1a-7b52-4d5e-8a33-1c2d3e4f5a6b';
const begun: BegunRecord = {
  v: 1,
  type: 'begun',
  creation,
  at: '2026-11-22T12:00:00.000Z',
  account: { tenancyOcid: 'ocid1.tenancy.oc1..t', userOcid: 'ocid1.user.oc1..a', sample: false },
  owner: { kind: 'self' },
  ownerName: 'Ada Byron',
  ownerIdentity: null,
  keyName: 'ci-deploy',
  description: 'Build farm',
  expiresOn: null,
  retryToken: creation,
  marked: true,
  vault: 'keychain',
  before: ['k1'],
  rotation: null,
};
const key = (id: string, changes: Partial<KeyRecord> = {}): KeyRecord => ({
  id,
  name: 'ci-deploy',
  description: null,
  accessKey: `access-${id}`,
  created: null,
  expires: null,
  state: null,
  ...changes,
});
const marked = { description: withTag('Build farm', creation) };

describe('what a listing says of a creation', () => {
  it.each<[string, KeyRecord[], string]>([
    ['no key at all', [], 'not-created'],
    ['a new key of the same name that bears no mark', [key('k2')], 'not-created'],
    ['a key with the mark of another creation', [key('k2', { description: withTag(null, 'abc') })], 'not-created'],
    ['a key with our mark that was there before', [key('k1', marked)], 'not-created'],
    ['a key with our mark', [key('k1'), key('k2', marked)], 'lost'],
    ['a key with our mark that has been renamed', [key('k2', { ...marked, name: 'laptop' })], 'lost'],
    ['two keys with our mark: one of them is a copy', [key('k2', marked), key('k3', marked)], 'unclear'],
  ])('where there is %s', (_what, keys, kind) => {
    expect(judgeListing(begun, { items: keys, unreadable: 0 }).kind).toBe(kind);
  });

  it('claims nothing while a key could not be read, unless another one is ours', () => {
    expect(judgeListing(begun, { items: [key('k1')], unreadable: 1 }).kind).toBe('unclear');
    expect(judgeListing(begun, { items: [key('k2', marked)], unreadable: 1 }).kind).toBe('lost');
  });

  it.each<[string, KeyRecord[], string]>([
    ['a new key of that name', [key('k2')], 'unclear'],
    ['a key of that name that was there before', [key('k1')], 'not-created'],
    ['a new key of another name: ours may have been renamed', [key('k2', { name: 'laptop' })], 'unclear'],
  ])('without a mark, where there is %s', (_what, keys, kind) => {
    expect(judgeListing({ ...begun, marked: false }, { items: keys, unreadable: 0 }).kind).toBe(kind);
  });
});

/** Changes that others make to the keys of the same user, from another computer or in the Console. */
type Deed =
  | { readonly deed: 'add'; readonly name: string }
  | { readonly deed: 'delete' | 'rename'; readonly which: number; readonly name: string };

const name = fc.constantFrom('ci-deploy', 'laptop');
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ deed: fc.constant('add' as const), name }),
  fc.record({ deed: fc.constantFrom('delete' as const, 'rename' as const), which: fc.nat(1), name }),
);
const deeds = fc.array(deed, { maxLength: 3 });
const answer = fc.constantFrom<FaultToSet['kind'] | 'none' | 'status-carried-out' | 'conflict'>(
  'none',
  'drop-before',
  'drop-after',
  'reset-mid-body',
  'missing-secret',
  'status-carried-out',
  'conflict',
);

describe('keys of others', () => {
  const { signIn, start, controls, ownerNamed, keysOf, simulator, journalFile } = setUpKeyDesk();
  const user = 'grace.hopper';

  const setAnswer = async (kind: string) => {
    if (kind === 'none') return;
    const fault =
      kind === 'status-carried-out'
        ? { kind: 'status' as const, status: 500 as const, carriedOut: true }
        : kind === 'conflict'
          ? { kind: 'status' as const, status: 409 as const }
          : { kind };
    await controls().setFault({ ...fault, method: 'POST' } as FaultToSet);
  };

  it.each([
    ['a domain', true, ['opened', 'lost', 'absent', 'replaced']],
    ['a tenancy without domains', false, ['opened', 'lost', 'absent', 'replaced', 'unclear']],
  ])(
    'of %s are never taken for ours nor deleted, whatever happens before we look',
    async (_where, domains, ends) => {
      await controls().setSwitches({ domains });
      const owner = await ownerNamed(user, await signIn());
      const { client } = await clientOf(simulator(), 'ADMIN');
      const runs = new Map<string, number>();
      const count = (end: string, times = 1) => runs.set(end, (runs.get(end) ?? 0) + times);

      const property = fc.asyncProperty(
        answer,
        deeds,
        deeds,
        fc.array(deeds, { maxLength: 4 }),
        deeds,
        async (kind, beforehand, afterPost, betweenLooks, beforeResume) => {
          await controls().reset();
          rmSync(journalFile(), { force: true });
          await controls().setSwitches({ domains });
          const theirs = new Set((await keysOf(user)).map(({ accessKey }) => accessKey));
          let ours: string | null = null;
          const deletions: string[] = [];

          const act = async (all: readonly Deed[]) => {
            for (const each of all) {
              const keys = await keysOf(user);
              if (each.deed === 'add') {
                if (keys.length < 2) theirs.add((await controls().addKeyElsewhere(user, each.name)).accessKey);
                continue;
              }
              const struck = keys[each.which];
              if (!struck) continue;
              if (each.deed === 'delete') {
                await controls().deleteKeyElsewhere(user, struck.accessKey);
                theirs.delete(struck.accessKey);
              } else {
                const api = domains ? client.domain(simulator().domainUrl) : client.classic();
                unwrap(
                  await api.renameKey(
                    { kind: 'user', ocid: struck.user.ocid },
                    domains ? struck.id : struck.accessKey,
                    each.name,
                  ),
                );
              }
            }
          };

          const looks = [...betweenLooks];
          let isSent = false;
          const keydesk = start({
            fetch: async (input, init = {}) => {
              const method = init.method ?? 'GET';
              if (method === 'DELETE') deletions.push(String(input));
              if (method === 'GET' && isSent && /ustomerSecretKeys/.test(String(input))) await act(looks.shift() ?? []);
              if (method !== 'POST' || isSent) return fetch(input, init);
              isSent = true;
              const known = new Set((await keysOf(user)).map(({ accessKey }) => accessKey));
              await setAnswer(kind);
              try {
                const response = await fetch(input, init);
                const body = await response.arrayBuffer();
                return new Response(body, { status: response.status, headers: response.headers });
              } finally {
                const made = (await keysOf(user)).find(({ accessKey }) => !known.has(accessKey));
                ours = made?.accessKey ?? ours;
                await act(afterPost);
              }
            },
          });
          await act(beforehand);
          const outcome = await keydesk.generateKey(owner, wanted);
          await act(beforeResume);
          await keydesk.resume();

          const present = new Set((await keysOf(user)).map(({ accessKey }) => accessKey));
          for (const other of theirs) expect(present.has(other)).toBe(true);
          const told = keydesk.told.unfinished;
          const lost = told.filter(({ state }) => state === 'lost');
          for (const { accessKey } of lost) expect(accessKey).toBe(ours);
          // If our key exists, its secret must be open, or Keydesk must report the key to the user.
          if (ours !== null && present.has(ours)) {
            const open = keydesk.told.open?.accessKey === ours;
            expect(open || told.length > 0).toBe(true);
            if (open) unwrap(outcome);
          }
          expect(deletions).toEqual([]);
          count('lost', lost.length);
          count('unclear', told.length - lost.length);
          count('opened', outcome.ok ? 1 : 0);
          count('absent', !outcome.ok && outcome.problem.kind === 'not-created' ? 1 : 0);

          const [first] = lost;
          if (!first) return;
          const replaced = await keydesk.unfinished.replace(first.creation);
          if (replaced.ok) count('replaced');
          const left = new Set((await keysOf(user)).map(({ accessKey }) => accessKey));
          for (const other of theirs) expect(left.has(other)).toBe(true);
          if (replaced.ok) expect(left.has(ours ?? '')).toBe(false);
          expect(deletions.length).toBeLessThanOrEqual(1);
        },
      );
      // Cases without changes by others. They guarantee that every outcome occurs, which random cases only nearly always do.
      const calm = (['none', 'drop-before', 'drop-after', 'missing-secret'] as const).map(
        (kind): [typeof kind, Deed[], Deed[], Deed[][], Deed[]] => [kind, [], [], [], []],
      );
      await fc.assert(property, { numRuns: often(20) + calm.length, examples: calm });
      // The runs have met every outcome.
      expect([...runs].filter(([, times]) => times > 0).map(([end]) => end)).toEqual(expect.arrayContaining(ends));
      expect(domains && (runs.get('unclear') ?? 0) > 0).toBe(false);
    },
    120_000,
  );
});
