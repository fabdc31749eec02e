import decodeQR from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { qrPath } from '../../../renderer/panes/handover/qr-path.ts';

const publicKey = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';

/** Draws the path as a browser does, some pixels a module, in black on white. */
function draw(text: string, scale: number) {
  const { size, path } = qrPath(text);
  const side = size * scale;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (const [, x = '', y = '', run = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let down = Number(y) * scale; down < (Number(y) + 1) * scale; down += 1) {
      const from = down * side + Number(x) * scale;
      for (let at = from; at < from + Number(run) * scale; at += 1) data.fill(0, at * 4, at * 4 + 3);
    }
  }
  return { width: side, height: side, data };
}

describe('the QR code of a handover address', () => {
  it('is read back as the address', () => {
    expect(decodeQR(draw(publicKey, 4))).toBe(publicKey);
  });
  it('has a quiet zone of four modules, within which nothing is drawn', () => {
    const { size, path } = qrPath(publicKey);
    const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, x, y, run]) => [Number(x), Number(y), Number(run)]);
    expect(runs.length).toBeGreaterThan(100);
    for (const [x = 0, y = 0, run = 0] of runs) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(4);
      expect(Math.max(x + run, y + 1)).toBeLessThanOrEqual(size - 4);
    }
  });
});
