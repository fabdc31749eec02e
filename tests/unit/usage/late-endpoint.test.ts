import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { KeySource } from '../../../bridge/values/usage.ts';
import { failed, success } from '../../../main/basics/outcome.ts';
import { self, setUpKeyDesk, wanted } from '../../support/parts/key-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const around = setUpKeyDesk();
const locked = failed({ kind: 'locked' });

/** A service that can hold its answer to the request for the regions until `answers` is resolved. */
async function whileAsked() {
  const asked = Promise.withResolvers<void>();
  const answers = Promise.withResolvers<void>();
  const { home } = around.desk().folder;
  const state = { holds: false };
  const file = join(home, 'saved.env');
  const keydesk = await around.signIn({
    async fetch(input, init) {
      if (state.holds && String(input instanceof Request ? input.url : input).includes('regionSubscriptions')) {
        asked.resolve();
        await answers.promise;
      }
      return globalThis.fetch(input, init);
    },
    toolSystem: {
      env: { home, variables: {}, platform: process.platform },
      program: ['keydesk'],
      saveAs: async () => file,
    },
  });
  const { handle } = unwrap(await keydesk.generateKey(self, wanted));
  const source: KeySource = { kind: 'open', handle };
  return { keydesk, handle, source, home, file, state, asked: asked.promise, answer: () => answers.resolve() };
}
const dotenv = (source: KeySource) =>
  ({ source, tool: 'dotenv', name: 'ci-deploy', region: null, bucket: null }) as const;

describe('a profile that waits for the endpoint of its key while Keydesk is locked', () => {
  it('copies no open key if its endpoint is found only after the lock', async () => {
    const { keydesk, source, state, asked, answer } = await whileAsked();
    state.holds = true;
    const copying = keydesk.tools.copy(dotenv(source));
    await asked;
    await keydesk.lock.lock();
    answer();
    expect(await copying).toEqual(locked);
    expect(keydesk.clipboard.text).toBe('');
  });

  it('saves no open key if its endpoint is found only after the lock', async () => {
    const { keydesk, source, state, file, asked, answer } = await whileAsked();
    state.holds = true;
    const saving = keydesk.tools.save(dotenv(source));
    await asked;
    await keydesk.lock.lock();
    answer();
    expect(await saving).toEqual(locked);
    expect(existsSync(file)).toBe(false);
  });

  it('writes no open key if its endpoint is found only after the lock', async () => {
    const { keydesk, handle, source, home, state, asked, answer } = await whileAsked();
    const request = { ...dotenv(source), tool: 'aws' } as const;
    const seen = unwrap(await keydesk.tools.preview(request));
    // The lock forgets the answer, so Keydesk requests it again.
    await keydesk.lock.lock();
    await keydesk.lock.unlock();
    await expect.poll(() => keydesk.told.open).toMatchObject({ handle });
    state.holds = true;
    const writing = keydesk.tools.write(request, seen.digest);
    await asked;
    await keydesk.lock.lock();
    answer();
    expect(await writing).toEqual(locked);
    expect(existsSync(join(home, '.aws'))).toBe(false);
  });

  it('copies no kept key if its unknown endpoint is found only after the lock', async () => {
    const { keydesk, handle, state, asked, answer } = await whileAsked();
    await around.controls().setFault({ kind: 'status', status: 403, path: '/n', times: null, message: 'Not now.' });
    expect(await keydesk.saved.keep(handle, 'ci-deploy', null)).toEqual(success(null));
    const [key] = keydesk.saved.state();
    expect(key).toMatchObject({ endpoint: null });
    await around.controls().clearFaults();
    await keydesk.lock.lock();
    await keydesk.lock.unlock();
    state.holds = true;
    const copying = keydesk.tools.copy(dotenv({ kind: 'saved', id: key?.id ?? '' }));
    await asked;
    await keydesk.lock.lock();
    answer();
    expect(await copying).toEqual(locked);
    expect(keydesk.clipboard.text).toBe('');
  });

  it('copies no key if its dialog was closed before its endpoint is found', async () => {
    const { keydesk, handle, source, state, asked, answer } = await whileAsked();
    state.holds = true;
    const copying = keydesk.tools.copy(dotenv(source));
    await asked;
    expect(await keydesk.secrets.close(handle, true)).toEqual(success(null));
    answer();
    expect(await copying).toEqual(failed({ kind: 'secret-gone' }));
    expect(keydesk.clipboard.text).toBe('');
  });
});
