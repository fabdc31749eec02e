import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { expect, test } from '@playwright/test';
import { forTests, forUsers } from './packages.ts';

test.skip(process.platform === 'darwin', 'an application bundle is laid out differently');

const resources = join(forUsers.folder, 'resources');
/** The tests run in Electron's Node, which reads an archive like a folder. */
const listArchive = (...path: string[]) => readdirSync(join(resources, 'app.asar', ...path)).toSorted();

test('the archive holds the built app, package.json and the keychain library, and nothing else', () => {
  expect(listArchive()).toEqual(['node_modules', 'out', 'package.json']);
  expect(listArchive('out')).toEqual(['main', 'preload', 'renderer']);
  const everything = ['main', 'preload', 'renderer', 'renderer/assets'].flatMap((folder) => listArchive('out', folder));
  expect(everything.filter((name) => name.endsWith('.map'))).toEqual([]);
  expect(listArchive('node_modules')).toEqual(['@napi-rs']);
  expect(listArchive('node_modules', '@napi-rs').filter((name) => !name.startsWith('keyring'))).toEqual([]);
});

test('main carries neither the schema compiler, nor the migrations of the settings library, nor what development changes', async () => {
  const names = listArchive('out', 'main').filter((name) => name.endsWith('.js'));
  const files = await Promise.all(
    names.map(async (name) => ({
      name,
      text: await readFile(join(resources, 'app.asar', 'out', 'main', name), 'utf8'),
    })),
  );
  expect(names).toContain('keydesk.js');
  // Texts of ajv, of semver and of the development server's policy, which no minifier changes.
  const found = files.filter(({ text }) => /\$?dynamicAnchor|SEMVER_SPEC_VERSION|unsafe-inline/.test(text));
  expect(found.map(({ name }) => name)).toEqual([]);
});

/** The code that runs before the first screen: these chunks and their static imports, without the code that is loaded later. */
async function loadedFirst(folder: readonly string[], names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const loaded = new Map<string, string>();
  const load = async (name: string): Promise<void> => {
    if (loaded.has(name)) return;
    const text = await readFile(join(resources, 'app.asar', 'out', ...folder, name), 'utf8');
    loaded.set(name, text);
    for (const [, next = ''] of text.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) await load(next);
  };
  for (const name of names) await load(name);
  return loaded;
}

test('no schema, no service client and no use case is loaded before the first screen, in main and in the page', async () => {
  const main = await loadedFirst(['main'], ['index.js']);
  const document = await readFile(join(resources, 'app.asar', 'out', 'renderer', 'index.html'), 'utf8');
  const scripts = [...document.matchAll(/assets\/([\w.-]+\.js)"/g)].map(([, name = '']) => name);
  expect(scripts.length).toBeGreaterThan(0);
  const page = await loadedFirst(['renderer', 'assets'], scripts);
  // Texts of zod, of the service client, and of the code that builds the services.
  const words = /safeParse|opc-request-id|creations\.jsonl/;
  const found = [...main, ...page].filter(([, text]) => words.test(text));
  expect(found.map(([name]) => name)).toEqual([]);
  expect([...main.keys()]).not.toContain('keydesk.js');
});

test('the native library lies beside the archive, and no app but ours does', () => {
  const library = `keyring-${process.platform}-${process.arch}`;
  const beside = readdirSync(join(resources, 'app.asar.unpacked', 'node_modules', '@napi-rs'));
  expect(beside.filter((name) => name.startsWith(library))).toHaveLength(1);
  expect(existsSync(join(resources, 'default_app.asar'))).toBe(false);
});

test('the build for tests says that it is not for distribution', async () => {
  expect(await readFile(join(forTests.folder, 'NOT-FOR-DISTRIBUTION'), 'utf8')).not.toBe('');
});

test('the licence of every package that the app was built from lies beside the archive', async () => {
  const text = await readFile(join(resources, 'third-party-licences.txt'), 'utf8');
  for (const name of ['react', 'zod', 'electron-store', '@napi-rs/keyring', '@fontsource-variable/inter'])
    expect(text).toMatch(new RegExp(`^={100}\\n${name} \\d+\\.\\d+\\.\\d+ \\([\\w. -]+\\)\\n\\n\\S`, 'm'));
  const [, ...parts] = text.split(/^={100}$/m);
  expect(parts.filter((part) => part.trim().length < 200)).toEqual([]);
  expect(readdirSync(forUsers.folder)).toEqual(
    expect.arrayContaining(['LICENSE', 'LICENSE.electron.txt', 'LICENSES.chromium.html']),
  );
});

test('nothing in the folder is setuid, on Linux: the sandbox uses user namespaces', () => {
  test.skip(process.platform !== 'linux', 'a helper of Linux');
  expect(readdirSync(forUsers.folder)).not.toContain('chrome-sandbox');
});
