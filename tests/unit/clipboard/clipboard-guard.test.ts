import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ClipboardState } from '../../../bridge/values/secret.ts';
import { systemClock } from '../../../main/basics/clock.ts';
import { createClipboardGuard } from '../../../main/clipboard/clipboard-guard.ts';
import type { SystemClipboard } from '../../../main/clipboard/system-clipboard.ts';

/** A clipboard that every program may write. `deaf`: clearing silently does nothing, as with GNOME on Wayland. */
function createClipboard() {
  const held = { text: '', mark: '', deaf: false, broken: false };
  const clipboard: SystemClipboard = {
    async write(text, mark) {
      if (held.broken) throw new Error('no display');
      Object.assign(held, { text, mark });
    },
    read: async () => held.text,
    async clear() {
      if (!held.deaf) held.text = '';
    },
    clearSelection: async () => {},
  };
  return { held, clipboard };
}

function setUp(seconds = 30) {
  const { held, clipboard } = createClipboard();
  const states: ClipboardState[] = [];
  const guard = createClipboardGuard({
    clipboard,
    clock: systemClock,
    seconds: () => seconds,
  });
  guard.subscribe((state) => states.push(state));
  return { held, guard, states };
}

describe('the clipboard guard', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 });
    return () => void vi.useRealTimers();
  });

  it('clears the secret when the countdown ends, and not before', async () => {
    const { held, guard } = setUp(30);
    await guard.copySecret('h1', 'top secret=');
    expect(guard.state()).toEqual({
      kind: 'holding',
      handle: 'h1',
      what: 'secret-key',
      clearsAt: 1_030_000,
      seconds: 30,
    });
    await vi.advanceTimersByTimeAsync(29_999);
    expect(held.text).toBe('top secret=');
    await vi.advanceTimersByTimeAsync(1);
    expect(held.text).toBe('');
    expect(guard.state()).toEqual({ kind: 'cleared', due: true, handle: 'h1', what: 'secret-key' });
  });

  it('leaves alone what another program copied in between', async () => {
    const { held, guard } = setUp();
    await guard.copySecret('h1', 'top secret=');
    held.text = 'a shopping list';
    await vi.advanceTimersByTimeAsync(30_000);
    expect(held.text).toBe('a shopping list');
    expect(guard.state()).toEqual({ kind: 'replaced', due: true, handle: 'h1', what: 'secret-key' });
  });

  it('starts the time again at a second copy', async () => {
    const { held, guard } = setUp();
    await guard.copySecret('h1', 'top secret=');
    await vi.advanceTimersByTimeAsync(20_000);
    await guard.copySecret('h1', 'top secret=');
    await vi.advanceTimersByTimeAsync(29_999);
    expect(held.text).toBe('top secret=');
    await vi.advanceTimersByTimeAsync(1);
    expect(held.text).toBe('');
  });

  it('never clears an access key that was copied after the secret', async () => {
    const { held, guard } = setUp();
    await guard.copySecret('h1', 'top secret=');
    await guard.copyText('4f1c0e77');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(held.text).toBe('4f1c0e77');
  });

  it('marks the secret, and only the secret', async () => {
    const { held, guard } = setUp();
    await guard.copySecret('h1', 'top secret=');
    expect(held.mark).toBe('secret');
    await guard.copyText('4f1c0e77');
    expect(held.mark).toBe('plain');
  });

  it('clears at once on lock, suspend, quit and Clear now', async () => {
    const { held, guard } = setUp();
    await guard.copySecret('h1', 'top secret=');
    await guard.clearSecret();
    expect(held.text).toBe('');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(guard.state()).toEqual({ kind: 'cleared', due: false, handle: 'h1', what: 'secret-key' });
  });

  it('does nothing when there is nothing of ours', async () => {
    const { held, guard, states } = setUp();
    held.text = 'somebody else’s';
    await guard.clearSecret();
    expect(held.text).toBe('somebody else’s');
    expect(states).toEqual([]);
  });

  it('says when the system would not let it clear, and tries again when the window has the focus', async () => {
    const { held, guard } = setUp();
    await guard.copySecret('h1', 'top secret=');
    held.deaf = true;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(guard.state()).toEqual({ kind: 'not-cleared', due: true, handle: 'h1', what: 'secret-key' });
    held.deaf = false;
    await guard.retry();
    expect(held.text).toBe('');
    expect(guard.state()).toEqual({ kind: 'cleared', due: true, handle: 'h1', what: 'secret-key' });
  });

  it('says when the window has the focus that something else was copied, and goes on guarding what may come back', async () => {
    const { held, guard } = setUp();
    await guard.copySecret('h1', 'top secret=', 'passphrase');
    const holding = guard.state();
    await guard.retry();
    expect(guard.state()).toBe(holding);
    held.text = '';
    await guard.retry();
    expect(guard.state()).toEqual({ kind: 'replaced', due: false, handle: 'h1', what: 'passphrase' });
    held.text = 'top secret=';
    await guard.retry();
    expect(guard.state()).toBe(holding);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(held.text).toBe('');
  });

  it('answers with the reason when the clipboard cannot be written, and goes on guarding the previous copy', async () => {
    const { held, guard } = setUp();
    await guard.copySecret('h1', 'first=');
    held.broken = true;
    const copied = await guard.copySecret('h2', 'second=');
    expect(copied).toEqual({ ok: false, problem: { kind: 'clipboard-failed', reason: 'no display' } });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(held.text).toBe('');
  });

  it('keeps no copy of the secret itself', async () => {
    const { guard, states } = setUp();
    await guard.copySecret('h1', 'canary-secret=');
    expect(JSON.stringify([guard.state(), states])).not.toContain('canary');
  });
});
