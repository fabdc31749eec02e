import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readMail } from '../../support/desktop/read-mail.ts';
import { setUpOneHandover } from '../../support/parts/one-handover.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  // Fake timers do not affect the real `AbortSignal.timeout`.
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), ms);
    return controller.signal;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it('a draft that is saved from a dialog that stood open for a minute has the address of its user', async () => {
  const { handover, withPassphrase, written, recorded } = await setUpOneHandover({
    chooseSavePath: async () => {
      await vi.advanceTimersByTimeAsync(60_000);
      return '/somewhere/draft.eml';
    },
  });
  expect(await handover.saveDraft(withPassphrase)).toEqual({
    ok: true,
    value: { file: '/somewhere/draft.eml', to: 'grace.hopper@acme.example', unrecorded: null },
  });
  expect(readMail(written[0] ?? Buffer.alloc(0)).headers['to']).toBe('Grace Hopper <grace.hopper@acme.example>');
  expect(recorded).toEqual([['mail-passphrase', 'grace.hopper@acme.example']]);
});
