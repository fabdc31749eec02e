import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../bridge/values/settings.ts';
import { createSettings } from '../../../main/handlers/settings.ts';
import { setUpPolicy } from '../../support/parts/policy-desk.ts';

function setUp(stored: unknown, write: (value: unknown) => void = () => {}) {
  const changes: unknown[] = [];
  const settings = createSettings({ read: () => stored, write }, setUpPolicy());
  settings.subscribe((next) => changes.push(next));
  return { settings, changes };
}

describe('settings', () => {
  it.each([[undefined], [null], ['x'], [[]], [{ appearance: 7 }]])(
    'begin with the defaults when %j was stored',
    (stored) => {
      expect(setUp(stored).settings.state()).toEqual(defaultSettings);
    },
  );

  it('keep the good values beside a bad one', () => {
    const stored = { appearance: 'dark', clipboardSeconds: 31, unknown: true };
    expect(setUp(stored).settings.state()).toEqual({ ...defaultSettings, appearance: 'dark' });
  });

  it('are saved and announced when changed', () => {
    const written: unknown[] = [];
    const { settings, changes } = setUp(undefined, (value) => written.push(value));
    expect(settings.change({ clipboardSeconds: 10 })).toEqual({ ok: true, value: null });
    expect(settings.state().clipboardSeconds).toBe(10);
    expect(changes).toEqual(written);
  });

  it('stay as they were when they cannot be saved', () => {
    const { settings, changes } = setUp(undefined, () => {
      throw new Error('no space left on device');
    });
    expect(settings.change({ appearance: 'dark' })).toEqual({
      ok: false,
      problem: { kind: 'settings-failed', reason: 'no space left on device' },
    });
    expect(settings.state()).toEqual(defaultSettings);
    expect(changes).toEqual([]);
  });
});

describe('settings that the company prescribes', () => {
  it('stand in the place of the person’s own, which come back when nothing is prescribed any more', async () => {
    const policy = setUpPolicy({ clipboardSeconds: 10, lockMinutes: 5, overdueDays: 30 });
    let stored: unknown = { lockMinutes: 60, appearance: 'dark' };
    const write = (value: unknown) => {
      stored = value;
    };
    const store = { read: () => stored, write };
    const settings = createSettings(store, policy);
    const changes: unknown[] = [];
    settings.subscribe(({ lockMinutes }) => changes.push(lockMinutes));
    const prescribed = { clipboardSeconds: 10, lockMinutes: 5, overdueDays: 30 };
    expect(settings.state()).toMatchObject({ ...prescribed, appearance: 'dark' });

    for (const change of [
      { clipboardSeconds: 120 },
      { lockMinutes: 0 },
      { overdueDays: 90, appearance: 'light' },
    ] as const)
      expect(settings.change(change)).toMatchObject({ ok: false, problem: { kind: 'prescribed' } });
    expect(settings.change({ appearance: 'light', lockMinutes: 5 })).toEqual({ ok: true, value: null });
    expect(settings.state()).toMatchObject({ ...prescribed, appearance: 'light' });

    await policy.prescribe({});
    expect(settings.state()).toMatchObject({ clipboardSeconds: 30, lockMinutes: 60, overdueDays: 90 });
    expect(changes.at(-1)).toBe(60);
  });
});
