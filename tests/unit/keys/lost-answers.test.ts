import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../../main/oracle/create-oracle-client.ts';
import { revealed, self, setUpKeyDesk, wanted } from '../../support/parts/key-desk.ts';
import { withShortLimit } from '../../support/parts/short-limit.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import type { FaultToSet } from '../../support/simulator/simulator-controls.ts';

// Security line 27: a create is sent once, and a lost answer is reconciled by listing.
const { signIn, startAgain, ownerNamed, controls, posts, keysOf, keyNamed, journal, ageJournal } = setUpKeyDesk();

const ended = { type: 'ended', how: 'not-created' };
const refusedConnection = () => {
  throw new TypeError('fetch failed', { cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }) });
};

const neverEnding = ['silence', 'endless'];
const soonGivenUp = <T>(work: () => Promise<T>) => withShortLimit(defaultLimits.writeTimeoutMs, 400, work);

/** The fault, the message to the user, the last entry of the journal, and whether the key exists. */
const faults: [FaultToSet, string, object, boolean][] = [
  [{ kind: 'drop-after' }, 'creation-lost', { type: 'lost' }, true],
  [{ kind: 'reset-mid-body' }, 'creation-lost', { type: 'lost' }, true],
  [{ kind: 'truncated-json' }, 'creation-lost', { type: 'lost' }, true],
  [{ kind: 'wrong-shape' }, 'creation-lost', { type: 'lost' }, true],
  [{ kind: 'not-json' }, 'creation-lost', { type: 'lost' }, true],
  [{ kind: 'missing-secret' }, 'creation-lost', { type: 'lost' }, true],
  [{ kind: 'endless' }, 'creation-lost', { type: 'lost' }, true],
  [{ kind: 'status', status: 500, carriedOut: true }, 'creation-lost', { type: 'lost' }, true],
  [{ kind: 'status', status: 504, carriedOut: true }, 'creation-lost', { type: 'lost' }, true],
  // The answers of a service to a request that was repeated on the way.
  [{ kind: 'status', status: 409, carriedOut: true }, 'creation-lost', { type: 'lost' }, true],
  [{ kind: 'drop-before' }, 'not-created', { type: 'absent' }, false],
  [{ kind: 'silence' }, 'not-created', { type: 'absent' }, false],
  [{ kind: 'status', status: 503 }, 'not-created', { type: 'absent' }, false],
  [{ kind: 'status', status: 409 }, 'not-created', { type: 'absent' }, false],
  [{ kind: 'status', status: 400 }, 'rejected', ended, false],
  [{ kind: 'status', status: 401 }, 'not-authenticated', ended, false],
  [{ kind: 'status', status: 403 }, 'not-allowed', ended, false],
  [{ kind: 'status', status: 404 }, 'not-found', ended, false],
  [{ kind: 'status', status: 412 }, 'changed-meanwhile', ended, false],
  [{ kind: 'status', status: 429, retryAfterSeconds: 1 }, 'too-many-requests', ended, false],
  [{ kind: 'redirect', location: 'http://127.0.0.1:9/' }, 'redirected', ended, false],
];

describe('a creation', () => {
  it.each(faults)('under %j comes to %s, and is sent once', async (fault, kind, last, made) => {
    const keydesk = await signIn();
    await controls().setFault({ ...fault, method: 'POST' });
    const generate = () => keydesk.generateKey(self, wanted);
    const outcome = await (neverEnding.includes(fault.kind) ? soonGivenUp(generate) : generate());
    expect(outcome).toMatchObject({ ok: false, problem: { kind } });
    expect(await posts()).toHaveLength(1);
    const key = await keyNamed('ada.byron');
    expect(key !== undefined).toBe(made);
    expect(journal().at(-1)).toMatchObject(made ? { ...last, keyId: key?.id, accessKey: key?.accessKey } : last);
    expect(keydesk.told.unfinished).toMatchObject(made ? [{ state: 'lost', accessKey: key?.accessKey }] : []);
    expect(keydesk.told.open).toBeNull();
  });

  it('of which nothing has left is sent again, with the same retry token', async () => {
    let refusals = 2;
    const tokens: (string | undefined)[] = [];
    const keydesk = await signIn({
      fetch: (input, init = {}) => {
        if (init.method !== 'POST') return fetch(input, init);
        tokens.push((init.headers as Record<string, string>)['opc-retry-token']);
        refusals -= 1;
        return refusals >= 0 ? refusedConnection() : fetch(input, init);
      },
    });
    unwrap(await keydesk.generateKey(self, wanted));
    expect(tokens).toHaveLength(3);
    expect(new Set(tokens).size).toBe(1);
    expect(await posts()).toEqual([tokens[0]]);
    expect(await keysOf('ada.byron')).toHaveLength(2);
  });

  it('of which nothing can leave says so, and is over', async () => {
    const keydesk = await signIn({
      fetch: (input, init = {}) => (init.method === 'POST' ? refusedConnection() : fetch(input, init)),
    });
    expect(await keydesk.generateKey(self, wanted)).toMatchObject({ problem: { kind: 'unreachable' } });
    expect(journal().at(-1)).toMatchObject(ended);
    expect(keydesk.told.unfinished).toEqual([]);
  });

  it('of which nobody can tell what became of it is unclear, until the service answers again', async () => {
    let isAway = false;
    const keydesk = await signIn({
      fetch: async (input, init = {}) => {
        if (isAway) refusedConnection();
        isAway = init.method === 'POST';
        return fetch(input, init);
      },
    });
    await controls().setFault({ kind: 'drop-after', method: 'POST' });
    expect(await keydesk.generateKey(self, wanted)).toMatchObject({ problem: { kind: 'creation-unclear' } });
    expect(keydesk.told.unfinished).toMatchObject([{ state: 'unclear', keyName: 'ci-deploy', accessKey: null }]);
    isAway = false;
    // Keydesk's own timer lets it check again.
    keydesk.told.later?.();
    await expect.poll(() => keydesk.told.unfinished).toMatchObject([{ state: 'lost' }]);
  });

  it('that lost its answer does not keep the next one from being made', async () => {
    const keydesk = await signIn();
    await controls().setFault({ kind: 'drop-before', method: 'POST' });
    expect((await keydesk.generateKey(self, wanted)).ok).toBe(false);
    unwrap(await keydesk.generateKey(self, wanted));
    expect(revealed(keydesk)).toBe((await keyNamed('ada.byron'))?.secretKey);
    expect(new Set(await posts()).size).toBe(2);
  });
});

describe('a key that is made late, after its creation was given up', () => {
  it('is reported as soon as it shows', async () => {
    const keydesk = await signIn();
    // The delay is longer than the time limit and the checks, and then the service still carries out the request.
    await controls().setFault({ kind: 'latency', ms: 3000, method: 'POST' });
    const outcome = await soonGivenUp(() => keydesk.generateKey(self, wanted));
    expect(outcome).toMatchObject({ problem: { kind: 'not-created' } });
    expect(keydesk.told.unfinished).toEqual([]);
    await expect.poll(() => keysOf('ada.byron')).toHaveLength(2);
    keydesk.told.later?.();
    await expect.poll(() => keydesk.told.unfinished).toMatchObject([{ state: 'lost', keyName: 'ci-deploy' }]);
  });

  it('is watched for during an hour', async () => {
    const keydesk = await signIn();
    await controls().setFault({ kind: 'drop-before', method: 'POST' });
    await keydesk.generateKey(self, wanted);
    await keydesk.resume();
    expect(journal().at(-1)?.type).toBe('absent');
    ageJournal(3_700_000);
    await startAgain();
    expect(journal().at(-1)).toMatchObject(ended);
  });
});

describe('in a tenancy without domains', () => {
  it('a lost answer is unclear when a key of that name is there, and whose it is cannot be told', async () => {
    await controls().setSwitches({ domains: false });
    const keydesk = await signIn({
      fetch: async (input, init = {}) => {
        try {
          return await fetch(input, init);
        } catch (error) {
          if (init.method === 'POST') await controls().addKeyElsewhere('grace.hopper', 'ci-deploy');
          throw error;
        }
      },
    });
    const grace = await ownerNamed('grace.hopper', keydesk);
    await controls().setFault({ kind: 'drop-before', method: 'POST' });
    expect(await keydesk.generateKey(grace, wanted)).toMatchObject({ problem: { kind: 'creation-unclear' } });
    const [unclear] = keydesk.told.unfinished;
    expect(unclear).toMatchObject({ state: 'unclear', accessKey: null });
    expect(await keydesk.unfinished.replace(unclear?.creation ?? '')).toMatchObject({
      problem: { kind: 'creation-unknown' },
    });
    expect(await keysOf('grace.hopper')).toHaveLength(2);
  });

  it('a lost answer is none when there is no key of that name', async () => {
    await controls().setSwitches({ domains: false });
    const keydesk = await signIn();
    await controls().setFault({ kind: 'drop-before', method: 'POST' });
    expect(await keydesk.generateKey(self, wanted)).toMatchObject({ problem: { kind: 'not-created' } });
    expect(journal().at(-1)).toMatchObject(ended);
  });

  it('an answer without a secret names the key, which can be replaced', async () => {
    await controls().setSwitches({ domains: false });
    const keydesk = await signIn();
    await controls().setFault({ kind: 'missing-secret', method: 'POST' });
    expect(await keydesk.generateKey(self, wanted)).toMatchObject({ problem: { kind: 'creation-lost' } });
    const before = await keyNamed('ada.byron');
    unwrap(await keydesk.unfinished.replace(keydesk.told.unfinished[0]?.creation ?? ''));
    const after = await keyNamed('ada.byron');
    expect(after?.accessKey).not.toBe(before?.accessKey);
    expect(revealed(keydesk)).toBe(after?.secretKey);
  });
});
