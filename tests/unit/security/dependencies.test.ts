import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkout } from '../../../scripts/project/checkout.mjs';

// Security line 36, as far as it can be checked offline.

const read = (name: string): unknown => JSON.parse(readFileSync(join(checkout, name), 'utf8'));
const versions = z.record(z.string(), z.string());
const manifest = z.object({ dependencies: versions, devDependencies: versions }).parse(read('package.json'));
const lock = z
  .object({
    lockfileVersion: z.number(),
    packages: z.record(
      z.string(),
      z.object({
        version: z.string().optional(),
        integrity: z.string().optional(),
        license: z.string().optional(),
        deprecated: z.string().optional(),
        dev: z.boolean().optional(),
        hasInstallScript: z.boolean().optional(),
        dependencies: versions.optional(),
        devDependencies: versions.optional(),
      }),
    ),
  })
  .parse(read('package-lock.json'));

const { '': root, ...installed } = lock.packages;
const all = Object.entries(installed);
const production = all.filter(([, { dev }]) => !dev);
const pathsOf = (entries: typeof all) => entries.map(([path]) => path);

/**
 * The majors that Electron supports: the latest three (https://www.electronjs.org/docs/latest/tutorial/electron-timelines).
 * As of November 2026. Look them up again for each release.
 */
const supportedElectron = ['43', '44', '45'];

/** Licences that allow shipping a package inside a program under the MIT licence. */
const allowedLicences = new Set([
  'MIT',
  'MIT-0',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'OFL-1.1',
  '(MIT OR CC0-1.0)',
  '(MIT OR Apache-2.0)',
]);

describe('Electron', () => {
  it('is of a major that its makers support', () => {
    const { electron = '' } = manifest.devDependencies;
    expect(supportedElectron).toContain(electron.split('.')[0]);
    expect(installed['node_modules/electron']?.version).toBe(electron);
  });
});

describe('the packages', () => {
  it('are asked for by exact versions', () => {
    const wanted = { ...manifest.dependencies, ...manifest.devDependencies };
    expect(Object.entries(wanted).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('are locked: the lock file agrees with what is asked for, and holds a hash of each', () => {
    expect(lock.lockfileVersion).toBeGreaterThanOrEqual(3);
    expect(root?.dependencies).toEqual(manifest.dependencies);
    expect(root?.devDependencies).toEqual(manifest.devDependencies);
    expect(pathsOf(all.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')))).toEqual([]);
  });

  it('that are shipped are few, run nothing when they are installed, and are not given up by their makers', () => {
    expect(production.length).toBeLessThan(80);
    expect(pathsOf(production.filter(([, { hasInstallScript }]) => hasInstallScript))).toEqual([]);
    expect(pathsOf(production.filter(([, { deprecated }]) => deprecated !== undefined))).toEqual([]);
  });

  it('that are shipped may be', () => {
    const others = production.filter(([, { license }]) => !allowedLicences.has(license ?? ''));
    expect(others.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
  });
});
