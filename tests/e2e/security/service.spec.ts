import { once } from 'node:events';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from '../../support/app/keydesk-test.ts';
import { shareKeydesk } from '../../support/app/shared-keydesk.ts';
import { startCountingServer } from '../../support/desktop/counting-server.ts';
import { readProfile, writeConfigFile } from '../../support/desktop/oci-config-file.ts';
import { untrustedCertificate } from '../../support/desktop/untrusted-certificate.ts';
import type { FaultToSet } from '../../support/simulator/simulator-controls.ts';

// Security lines 17, 28 and 29: the traffic between main and Oracle, and the part of it that reaches the page.

const keydesk = shareKeydesk({ asLeft: true });

/** One call of the bridge, as the page makes it. */
const call = (part: string, name: string, ...list: unknown[]) =>
  keydesk().page.evaluate(([from, what, values]) => Reflect.get(window, 'keydesk')[from][what](...values), [
    part,
    name,
    list,
  ] as const);
const self = { kind: 'self' };
const calls = {
  read: () => call('Keys', 'ListKeys', crypto.randomUUID(), self),
  rename: () => call('Keys', 'RenameKey', self, 'no-such-key', 'renamed'),
  create: () => call('Secrets', 'GenerateKey', self, { name: 'ci', description: null, expiresOn: null }),
};

/** Text that a failure must not have: a stack, a header, a signature, a path of the program. */
const tellsTooMuch = /\bat \S+:\d+|node:|\.[jt]s\b|authorization|keyid=|signature=|x-date|file:\/\//i;

const faults: readonly [fault: FaultToSet, by: keyof typeof calls, kind: string][] = [
  [{ kind: 'status', status: 400 }, 'rename', 'rejected'],
  [{ kind: 'status', status: 401 }, 'rename', 'not-authenticated'],
  [{ kind: 'status', status: 403 }, 'rename', 'not-allowed'],
  [{ kind: 'status', status: 404 }, 'rename', 'not-found'],
  [{ kind: 'status', status: 409 }, 'rename', 'conflict'],
  [{ kind: 'status', status: 412 }, 'rename', 'changed-meanwhile'],
  [{ kind: 'status', status: 429, retryAfterSeconds: 7 }, 'rename', 'too-many-requests'],
  [{ kind: 'status', status: 500 }, 'rename', 'service-error'],
  [{ kind: 'status', status: 503 }, 'rename', 'service-error'],
  [{ kind: 'status', status: 504 }, 'rename', 'service-error'],
  [{ kind: 'status', status: 401 }, 'read', 'not-authenticated'],
  [{ kind: 'truncated-json' }, 'read', 'unexpected-answer'],
  [{ kind: 'wrong-shape' }, 'read', 'unexpected-answer'],
  [{ kind: 'not-json' }, 'read', 'unexpected-answer'],
  [{ kind: 'drop-before' }, 'rename', 'unreachable'],
  [{ kind: 'silence' }, 'rename', 'timed-out'],
  [{ kind: 'endless' }, 'read', 'timed-out'],
  [{ kind: 'missing-secret' }, 'create', 'creation-lost'],
];

/** Failures that are nobody's fault and do no harm: the page does not show them in red. */
const withoutRed = new Set(['not-allowed', 'not-found', 'too-many-requests', 'unreachable', 'timed-out']);

/** Divides the time limits of requests, also of those that the next test files make in this app. */
const divideLimits = (by: number) =>
  keydesk().app.evaluate((_electron, divisor) => {
    const first = Reflect.get(globalThis, 'firstTimeout') ?? AbortSignal.timeout.bind(AbortSignal);
    Reflect.set(globalThis, 'firstTimeout', first);
    AbortSignal.timeout = (ms) => first(ms / divisor);
  }, by);
test.afterEach(() => divideLimits(1));

test('each fault of the service is a clear failure: a kind, sentences, a request id, and nothing more', async () => {
  const { controls } = keydesk();
  for (const [fault, by, kind] of faults) {
    const name = `${JSON.stringify(fault)} at ${by}`;
    await controls.reset();
    // Ten seconds become a tenth of a second, but only where no answer comes: a slow machine may take longer to answer.
    await divideLimits(kind === 'timed-out' ? 100 : 1);
    await controls.setFault({ ...fault, times: null, path: 'CustomerSecretKeys' });
    const answer = await calls[by]();
    expect(answer, name).toMatchObject({ ok: false, failure: { kind } });
    const { failure } = answer;
    const fields = ['happened', 'kind', 'meaning', 'remedy', 'requestId'];
    const more = kind === 'too-many-requests' ? ['retryAfterSeconds'] : [];
    const sign = withoutRed.has(kind) ? ['calm'] : [];
    expect(Object.keys(failure).sort(), name).toEqual([...sign, ...fields, ...more]);
    expect(failure.happened, name).toMatch(/^\S.{10,}[.!?…]$/s);
    expect(JSON.stringify(failure), name).not.toMatch(tellsTooMuch);
    if (fault.kind === 'status') expect(failure.requestId, name).toMatch(/^[\w/-]{20,}$/);
  }
  await controls.reset();
});

test('follows no redirect, with a read or with a change', async () => {
  const { controls } = keydesk();
  const elsewhere = await startCountingServer();
  try {
    for (const status of [301, 302, 303, 307, 308] as const) {
      for (const by of ['read', 'rename'] as const) {
        await controls.reset();
        const location = `http://127.0.0.1:${elsewhere.port}/`;
        await controls.setFault({ kind: 'redirect', status, location, times: null, path: 'CustomerSecretKeys' });
        expect(await calls[by](), `${status} at ${by}`).toMatchObject({ ok: false, failure: { kind: 'redirected' } });
      }
    }
    expect(elsewhere.count()).toBe(0);
  } finally {
    await elsewhere.close();
    await controls.reset();
  }
});

test('sends nothing to a service whose certificate this computer does not trust', async ({
  launchKeydesk,
  home,
  simulator,
  env,
}) => {
  let requests = 0;
  const server = createServer(untrustedCertificate, (_request, response) => {
    requests += 1;
    response.end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const file = join(home, 'oci-config');
  const profile = await readProfile(simulator.configFile, 'ADMIN');
  await writeConfigFile(file, { TEAM: { ...profile, keydesk_endpoint: `https://127.0.0.1:${port}` } });
  try {
    const { page } = await launchKeydesk({ env: { ...env, OCI_CLI_CONFIG_FILE: file } });
    await page.getByRole('button', { name: 'Sign in as TEAM' }).click();
    await expect(page.getByText(`The certificate of 127.0.0.1:${port} is not trusted by this computer`)).toBeVisible();
    await expect(page.getByText('Keydesk has no way to ignore a certificate.')).toBeVisible();
    expect(requests).toBe(0);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
