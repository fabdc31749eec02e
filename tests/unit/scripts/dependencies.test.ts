import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { isInStep } from '../../../scripts/machine/dependencies.mjs';

const folder = mkdtempSync(join(tmpdir(), 'step-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Entry {
  readonly version: string;
  readonly integrity?: string;
  readonly optional?: boolean;
}

function layOut(wanted: Record<string, Entry>, installed: Record<string, Entry> | null): string {
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  const packages = { '': { version: '0.1.0' }, ...wanted };
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages }));
  if (installed !== null) {
    writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: installed }));
  }
  return folder;
}

const one = { 'node_modules/one': { version: '1.0.0', integrity: 'sha512-a' } };

describe('node_modules', () => {
  it('is in step when it holds what the lock file asks for', async () => {
    expect(await isInStep(layOut(one, one))).toBe(true);
  });
  it('is in step without the optional packages of other platforms', async () => {
    const foreign = { 'node_modules/foreign': { version: '1.0.0', optional: true } };
    expect(await isInStep(layOut({ ...one, ...foreign }, one))).toBe(true);
  });
  it('is not in step while npm has not finished', async () => {
    expect(await isInStep(layOut(one, null))).toBe(false);
  });
  it('is not in step with another version, or other bytes of the same', async () => {
    expect(await isInStep(layOut(one, { 'node_modules/one': { version: '1.0.1' } }))).toBe(false);
    const other = { 'node_modules/one': { version: '1.0.0', integrity: 'sha512-b' } };
    expect(await isInStep(layOut(one, other))).toBe(false);
  });
  it('is not in step when a package is missing, or one too many is there', async () => {
    expect(await isInStep(layOut(one, {}))).toBe(false);
    expect(await isInStep(layOut({}, one))).toBe(false);
  });
});
