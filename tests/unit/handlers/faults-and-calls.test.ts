import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Owner } from '../../../bridge/values/directory.ts';
import { failureSchema } from '../../../bridge/values/failure.ts';
import type { Outcome } from '../../../main/basics/outcome.ts';
import { toFailure } from '../../../main/handlers/failure-sentences.ts';
import type { Problem } from '../../../main/handlers/problem.ts';
import { defaultLimits } from '../../../main/oracle/create-oracle-client.ts';
import { type KeyDesk, setUpKeyDesk, wanted } from '../../support/parts/key-desk.ts';
import { withShortLimit } from '../../support/parts/short-limit.ts';
import { outputFolder } from '../../support/runner/output-folder.ts';
import type { FaultToSet } from '../../support/simulator/simulator-controls.ts';

// Security line 29: every fault in every call, and the sentence about it. The table is written to `out/reports/`.
const { signIn, controls, ownerNamed, posts, keysOf } = setUpKeyDesk();
const user = 'grace.hopper';

type Done = Promise<Outcome<unknown, Problem>>;
interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly work: (keydesk: KeyDesk, owner: Owner, keyId: string) => Done;
}

const calls: Record<string, Call> = {
  'list domains': {
    method: 'GET',
    path: '/domains\\?',
    async work(keydesk) {
      const listing = await keydesk.directory.list({ fresh: true });
      const incomplete = listing.ok ? listing.value.incomplete : null;
      return incomplete ? { ok: false, problem: incomplete.problem } : listing;
    },
  },
  'find users': {
    method: 'GET',
    path: '/Users\\?',
    work: ({ directory }, owner) =>
      directory.findUsers({ domainId: owner.kind === 'user' ? owner.domainId : null, text: 'grace', cursor: null }),
  },
  'get user': { method: 'GET', path: '/Users/', work: ({ directory }, owner) => directory.getUser(owner) },
  'list keys': { method: 'GET', path: '/CustomerSecretKeys', work: ({ keys }, owner) => keys.list(owner) },
  create: { method: 'POST', path: '/CustomerSecretKeys', work: (desk, owner) => desk.generateKey(owner, wanted) },
  rename: {
    method: 'PATCH',
    path: '/CustomerSecretKeys',
    work: ({ keys }, owner, id) => keys.rename(owner, id, 'nas'),
  },
  'set status': {
    method: 'PATCH',
    path: '/CustomerSecretKeys',
    work: ({ keys }, owner, id) => keys.setStatus(owner, id, 'INACTIVE'),
  },
  delete: { method: 'DELETE', path: '/CustomerSecretKeys', work: ({ keys }, owner, id) => keys.remove(owner, id) },
};

interface Expected {
  readonly fault: FaultToSet;
  readonly read: string;
  /** The outcome of a change whose answer has only a status. */
  readonly change: string;
  readonly create: string;
}
const lost = 'creation-lost';
const refusal = (status: 401 | 403 | 404 | 412, kind: string): Expected => ({
  fault: { kind: 'status', status },
  read: kind,
  change: kind,
  create: kind,
});

const faults: Record<string, Expected> = {
  latency: { fault: { kind: 'latency', ms: 60 }, read: 'ok', change: 'ok', create: 'ok' },
  'drop-before': { fault: { kind: 'drop-before' }, read: 'unreachable', change: 'unreachable', create: 'not-created' },
  'drop-after': { fault: { kind: 'drop-after' }, read: 'unreachable', change: 'unreachable', create: lost },
  'reset-mid-body': {
    fault: { kind: 'reset-mid-body' },
    read: 'unexpected-answer',
    change: 'unexpected-answer',
    create: lost,
  },
  // Keydesk does not read the body of the answer to a change: the status says that the change was made.
  'truncated-json': { fault: { kind: 'truncated-json' }, read: 'unexpected-answer', change: 'ok', create: lost },
  'wrong-shape': { fault: { kind: 'wrong-shape' }, read: 'unexpected-answer', change: 'ok', create: lost },
  'not-json': { fault: { kind: 'not-json' }, read: 'unexpected-answer', change: 'ok', create: lost },
  'missing-secret': { fault: { kind: 'missing-secret' }, read: 'ok', change: 'ok', create: lost },
  '401': refusal(401, 'not-authenticated'),
  '403': refusal(403, 'not-allowed'),
  '404': refusal(404, 'not-found'),
  '409': { fault: { kind: 'status', status: 409 }, read: 'conflict', change: 'conflict', create: 'not-created' },
  '412': refusal(412, 'changed-meanwhile'),
  '429, Retry-After': {
    fault: { kind: 'status', status: 429, retryAfterSeconds: 20 },
    read: 'too-many-requests',
    change: 'too-many-requests',
    create: 'too-many-requests',
  },
  '500': {
    fault: { kind: 'status', status: 500 },
    read: 'service-error',
    change: 'service-error',
    create: 'not-created',
  },
  '500, carried out': {
    fault: { kind: 'status', status: 500, carriedOut: true },
    read: 'service-error',
    change: 'service-error',
    create: lost,
  },
  '503': {
    fault: { kind: 'status', status: 503 },
    read: 'service-error',
    change: 'service-error',
    create: 'not-created',
  },
  redirect: {
    fault: { kind: 'redirect', location: 'http://127.0.0.1:9/' },
    read: 'redirected',
    change: 'redirected',
    create: 'redirected',
  },
  'clock-skew': {
    fault: { kind: 'clock-skew', seconds: 3600 },
    read: 'clock-skew',
    change: 'clock-skew',
    create: 'clock-skew',
  },
  silence: { fault: { kind: 'silence' }, read: 'timed-out', change: 'timed-out', create: 'not-created' },
  endless: { fault: { kind: 'endless' }, read: 'timed-out', change: 'timed-out', create: lost },
};

const neverEnding = ['silence', 'endless'];

/** Outcomes that differ from `faults`, by call and fault. */
const exceptions: Record<string, string> = {
  'get user, 404': 'user-unknown',
  // A tenancy that does not show its domains counts as a tenancy without domains.
  'list domains, 403': 'ok',
  'list domains, 404': 'ok',
  // The answer to a deletion has no body that could break off.
  'delete, reset-mid-body': 'unreachable',
};

const table: string[] = [];

afterAll(() => {
  const folder = join(outputFolder, 'reports');
  mkdirSync(folder, { recursive: true });
  const head = ['| Call | Fault | Outcome | What the person reads |', '|---|---|---|---|'];
  writeFileSync(join(folder, 'faults-and-calls.md'), `${[...head, ...table].join('\n')}\n`);
});

async function meet(
  callName: string,
  call: Call,
  faultName: string,
  expected: Expected,
  keydesk: KeyDesk,
  owner: Owner,
) {
  const { method, path } = call;
  const where = `${callName}, ${faultName}`;
  await controls().reset();
  const keyId = (await keysOf(user))[0]?.id ?? '';
  await controls().setFault({ ...expected.fault, method, path, times: method === 'GET' ? null : 1 });

  const { readTimeoutMs, writeTimeoutMs } = defaultLimits;
  const limit = method === 'GET' ? readTimeoutMs : writeTimeoutMs;
  const work = () => call.work(keydesk, owner, keyId);
  const outcome = await (neverEnding.includes(faultName) ? withShortLimit(limit, 400, work) : work());

  const failure = outcome.ok ? null : failureSchema.parse(toFailure(outcome.problem));
  const kind = method === 'GET' ? expected.read : method === 'POST' ? expected.create : expected.change;
  expect(failure?.kind ?? 'ok', where).toBe(exceptions[where] ?? kind);
  const words = failure ? [failure.happened, failure.meaning, failure.remedy].filter(Boolean).join(' ') : '';
  expect(words, where).not.toMatch(/undefined|null|\[object|\bat .*\.ts:|NaN/);
  table.push(`| ${callName} | ${faultName} | ${failure?.kind ?? 'ok'} | ${words.replaceAll('|', '\\|')} |`);

  // No request that changes something is sent twice.
  const { latest } = await controls().asked();
  const sent = latest.filter((request) => request.method === method && new RegExp(path).test(request.target));
  if (method === 'GET') expect(sent.length, where).toBeGreaterThan(0);
  else expect(sent, where).toHaveLength(1);
  expect(await posts(), where).toHaveLength(method === 'POST' ? 1 : 0);
  const open = keydesk.secrets.current();
  if (open) await keydesk.secrets.close(open.handle, true);
}

describe('a sentence, and neither a crash nor a second request, comes of each fault of the service', () => {
  it.each(Object.entries(calls))(
    'when it is asked to %s',
    async (callName, call) => {
      const keydesk = await signIn();
      const owner = await ownerNamed(user, keydesk);
      for (const [faultName, expected] of Object.entries(faults)) {
        await meet(callName, call, faultName, expected, keydesk, owner);
      }
      expect(table.filter((line) => line.startsWith(`| ${callName} |`))).toHaveLength(Object.keys(faults).length);
      expect(keydesk.told.defects).toEqual([]);
    },
    30_000,
  );
});
