import { describe, expect, it } from 'vitest';
import { clampBounds, readBounds } from '../../../main/shell/window-bounds.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1040 };
const right = { x: 1920, y: 0, width: 1280, height: 1024 };

describe('the place of the window', () => {
  it('stays where it was', () => {
    const place = { position: { x: 2000, y: 100 }, width: 1000, height: 700, maximized: false };
    expect(clampBounds(place, [screen, right])).toEqual(place);
  });

  it('is left to the system when its display has gone', () => {
    const place = { position: { x: 2000, y: 100 }, width: 1000, height: 700, maximized: false };
    expect(clampBounds(place, [screen]).position).toBeNull();
  });

  it('moves back into the display when part of it lies outside', () => {
    const place = { position: { x: 1500, y: -50 }, width: 1000, height: 700, maximized: false };
    expect(clampBounds(place, [screen])).toEqual({ ...place, position: { x: 920, y: 0 } });
  });

  it('shrinks to a smaller display, but never below what can be used', () => {
    const place = { position: null, width: 3000, height: 2000, maximized: true };
    expect(clampBounds(place, [right])).toEqual({ ...place, width: 1280, height: 1024 });
    expect(clampBounds({ ...place, width: 10, height: 10 }, [right])).toMatchObject({ width: 760, height: 520 });
  });

  it('is read as it was stored', () => {
    const place = { position: { x: -8, y: 0 }, width: 900, height: 700, maximized: true };
    expect(readBounds(place)).toEqual(place);
    expect(readBounds({ ...place, position: null })).toEqual({ ...place, position: null });
  });

  it('falls back to the first size when the stored bounds are invalid', () => {
    const size = { width: 900, height: 700, maximized: false };
    const wrong = [{ width: -1 }, { position: {}, ...size }, { position: { x: 1.5, y: 0 }, ...size }, size];
    for (const stored of [undefined, null, 'x', 7, ...wrong, { ...size, position: null, width: '900' }]) {
      expect(readBounds(stored)).toEqual({ position: null, width: 1120, height: 720, maximized: false });
    }
  });
});
