import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { readManifest } from '../../../main/updates/manifest.ts';
import { version } from '../../../package.json';
import { asNode } from '../../../scripts/machine/electron-runtime.mjs';
import { checkout } from '../../../scripts/project/checkout.mjs';
import { unwrap } from '../../support/parts/unwrap.ts';

const run = promisify(execFile);

/** `npm run updates -- ...`, with a private key. */
const updates = (key: string, ...args: string[]) =>
  run(process.execPath, [join(checkout, 'scripts', 'updates.mjs'), ...args], {
    env: asNode({ ...process.env, KEYDESK_UPDATE_KEY: key }),
  });
const newKey = async () => {
  const { stdout, stderr } = await updates('', 'new-key');
  return { secret: stdout, pinned: stderr.trim().split(': ')[1] ?? '' };
};

it('makes a list that counts when both holders have signed it, with the packages for users and nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dist-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [one, other] = [await newKey(), await newKey()];
  const keys = [one.pinned, other.pinned] as const;
  const names = [
    `keydesk-${version}-1.x86_64.rpm`,
    `keydesk-${version}-linux-x64.tar.gz`,
    `keydesk-${version}-mac-arm64.dmg`,
    `keydesk-${version}-win-x64-computer.msi`,
    `keydesk-${version}-win-x64-user.exe`,
    `keydesk_${version}_amd64.deb`,
  ];
  const others = [`keydesk_${version}~standin42.0.0_amd64.deb`, 'keydesk_0.0.1_amd64.deb', 'SHA256SUMS', 'x.cdx.json'];
  for (const name of [...names, ...others]) await writeFile(join(folder, name), `bytes of ${name}`);

  const { stdout: half } = await updates(one.secret, 'list', folder);
  expect(readManifest(Buffer.from(half), keys, 'h')).toMatchObject({
    problem: { what: 'has one of the two signatures' },
  });
  const file = join(folder, 'half.json');
  await writeFile(file, half);
  const { stdout: whole, stderr: shown } = await updates(other.secret, 'sign', file);
  for (const name of names) expect(shown).toContain(name);
  const manifest = unwrap(readManifest(Buffer.from(whole), keys, 'h'));
  expect(manifest.version).toBe(version);
  expect(manifest.files.map((each) => [each.name, each.platform, each.arch, each.package])).toEqual([
    [names[0], 'linux', 'x64', 'rpm'],
    [names[1], 'linux', 'x64', 'tar.gz'],
    [names[2], 'darwin', 'arm64', 'dmg'],
    [names[3], 'win32', 'x64', 'msi'],
    [names[4], 'win32', 'x64', 'exe'],
    [names[5], 'linux', 'x64', 'deb'],
  ]);
});
