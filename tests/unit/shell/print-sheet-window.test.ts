import process from 'node:process';
import { expect, it, vi } from 'vitest';
import { createSheetPrinter } from '../../../main/shell/print-sheet-window.ts';

// The fault is a window that cannot be made. No test can cause that in a real Electron.
vi.mock('electron', () => {
  const anything: unknown = new Proxy(() => anything, { get: () => anything });
  class BrowserWindow {
    constructor() {
      throw new Error('no display');
    }
  }
  return { app: { isPackaged: false }, session: { fromPartition: () => anything }, BrowserWindow };
});

it('leaves the temporary folder of the process as it was when the window of the sheet cannot be made', async () => {
  const before = process.env['TMPDIR'];
  const printer = createSheetPrinter('/nowhere');
  for (let time = 0; time < 2; time += 1) {
    expect(await printer.print('<p>a sheet')).toEqual({
      ok: false,
      problem: { kind: 'print-failed', reason: 'no display' },
    });
    expect(process.env['TMPDIR']).toBe(before);
  }
});
