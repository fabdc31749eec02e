import { describe, expect, it } from 'vitest';
import { createDialogGate } from '../../../main/shell/dialog-gate.ts';

describe('the gate of the system’s dialogs', () => {
  function setUp() {
    let now = 1000;
    const gate = createDialogGate(() => now);
    const open = () => gate.enter(async () => 'opened', 'refused');
    return { gate, open, pass: (ms: number) => (now += ms) };
  }

  it('lets one open at a time', async () => {
    const { gate, open } = setUp();
    const first = Promise.withResolvers<string>();
    const opened = gate.enter(() => first.promise, 'refused');
    gate.onInput('mouseDown');
    expect(await open()).toBe('refused');
    first.resolve('chosen');
    expect(await opened).toBe('chosen');
    expect(await open()).toBe('opened');
  });

  it('lets one open for each press of the person, and a few without, which come back slowly', async () => {
    const { gate, open, pass } = setUp();
    const spare = [await open(), await open(), await open(), await open()];
    expect(spare).toEqual(['opened', 'opened', 'opened', 'refused']);
    gate.onInput('mouseMove');
    expect(await open()).toBe('refused');
    gate.onInput('rawKeyDown');
    expect([await open(), await open()]).toEqual(['opened', 'refused']);
    pass(10_000);
    expect([await open(), await open()]).toEqual(['opened', 'refused']);
    pass(3_600_000);
    expect([await open(), await open(), await open(), await open()]).toEqual(['opened', 'opened', 'opened', 'refused']);
  });

  it('opens again after one that failed, and takes no press for an old one', async () => {
    const { gate, open, pass } = setUp();
    await open();
    await open();
    await expect(gate.enter(async () => Promise.reject(new Error('no display')), 'refused')).rejects.toThrow();
    gate.onInput('mouseDown');
    pass(9_000);
    expect(await open()).toBe('opened');
    gate.onInput('mouseDown');
    pass(31_000);
    // By now three of the allowed dialogs are available again.
    expect([await open(), await open(), await open(), await open()]).toEqual(['opened', 'opened', 'opened', 'refused']);
  });
});
