import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import process from 'node:process';
import { asNode } from '../machine/electron-runtime.mjs';
import { runNpm } from '../machine/npm-program.mjs';
import { problem } from '../terminal/command.mjs';
import { run } from '../terminal/run.mjs';
import { checkout } from './checkout.mjs';

/** @typedef {{ name: string, version: string, license: string, folder: string }} BundledPackage */

const readJson = (/** @type {string[]} */ ...path) => JSON.parse(readFileSync(join(...path), 'utf8'));

/**
 * The packages of others that the built app holds: those whose code is in the source maps, those in package.json's `dependencies`
 * (fonts are in no source map), and the native library of this platform.
 * @returns {BundledPackage[]}
 */
function bundledPackages() {
  const modules = join(checkout, 'node_modules');
  const named = Object.keys(readJson(checkout, 'package.json').dependencies);
  const native = readdirSync(join(modules, '@napi-rs')).map((name) => join('@napi-rs', name));
  const folders = new Set([
    ...packagesInMaps(join(checkout, 'out')),
    ...[...named, ...native].map((name) => join(modules, name)),
  ]);
  const all = [...folders].toSorted().map((folder) => {
    const { name, version, license } = readJson(folder, 'package.json');
    return { name, version, license, folder };
  });
  // npm may have put the same version of a package into two folders.
  return [...new Map(all.map((each) => [`${each.name}@${each.version}`, each])).values()];
}

/** @param {string} out */
function packagesInMaps(out) {
  const maps = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.map'));
  const sources = maps.flatMap((name) =>
    readJson(out, name).sources.map((/** @type {string} */ source) => resolve(out, dirname(name), source)),
  );
  // The part up to the package after the last node_modules, since a package may contain other packages.
  return sources.flatMap((path) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(path) ?? []);
}

/** The licence of each bundled package, as one text. Throws if a package has none. */
export function licenceTexts() {
  const parts = bundledPackages().map(({ name, version, license, folder }) => {
    const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
    // The package of a native library has a list of its crates. Its own licence is that of the package that loads it.
    if (files.length === 0) throw problem(`${name} ${version} has no licence text: it cannot be packaged.`);
    const texts = files.toSorted().map((file) => readFileSync(join(folder, file), 'utf8').trim());
    return `${'='.repeat(100)}\n${name} ${version} (${license})\n\n${texts.join('\n\n')}\n`;
  });
  return `Keydesk carries the packages below, each under its own licence. The licences of Electron and of\nChromium are files of their own in the package: LICENSE.electron.txt and LICENSES.chromium.html.\n\n${parts.join('\n')}`;
}

/**
 * The bill of materials of a package, in CycloneDX 1.5: npm's data of the bundled packages, Electron with its own parts, and the
 * crates inside the native library. The same input gives the same bill.
 * @param {import('../machine/electron-runtime.mjs').ElectronRuntime} electron
 */
export async function billOfMaterials(electron) {
  // Without --omit=dev: npm 11 would also leave out packages for users that a development package needs too (@smithy/core).
  const listed = await runNpm(['sbom', '--sbom-format=cyclonedx', '--package-lock-only'], checkout);
  const asked = await run(electron.program, ['-p', 'JSON.stringify(process.versions)'], {
    env: asNode(),
    output: 'keep',
  });
  if (listed.code !== 0 || asked.code !== 0)
    throw problem(`The bill of materials could not be made:\n${listed.all}${asked.all}`);
  const { metadata, components, ...head } = JSON.parse(listed.stdout.slice(listed.stdout.indexOf('{')));
  const locked = readJson(checkout, 'package-lock.json').packages;
  const packages = bundledPackages().map(({ name, version, folder }) => {
    const ref = `${name}@${version}`;
    const component = components.find((/** @type {{ 'bom-ref': string }} */ each) => each['bom-ref'] === ref);
    const entry = locked[relative(checkout, folder).replaceAll('\\', '/')];
    if (component === undefined || entry?.version !== version || entry.dev)
      throw problem(`${ref} is in the app, and package-lock.json does not name it as a dependency for users.`);
    return { ...component, scope: 'required', properties: [] };
  });
  const all = [
    ...packages,
    ...electronParts(JSON.parse(asked.stdout)),
    ...cratesOf(join(checkout, 'node_modules', '@napi-rs')),
  ];
  const { name, productName, version, license } = readJson(checkout, 'package.json');
  const bill = {
    ...head,
    metadata: {
      lifecycles: [{ phase: 'build' }],
      tools: metadata.tools,
      component: {
        'bom-ref': name,
        type: 'application',
        name: productName,
        version,
        licenses: [{ license: { id: license } }],
        properties: [
          { name: 'keydesk:platform', value: `${process.platform}-${process.arch}` },
          { name: 'keydesk:electron', value: electron.kind },
        ],
      },
    },
    components: all,
    dependencies: [{ ref: name, dependsOn: all.map((each) => each['bom-ref']) }],
  };
  return { ...bill, serialNumber: `urn:uuid:${uuidOf(JSON.stringify({ ...bill, serialNumber: undefined }))}` };
}

/** @param {Record<string, string>} versions */
function electronParts({ electron = '', chrome = '', node = '', v8 = '' }) {
  const part = (/** @type {string} */ name, /** @type {string} */ version, /** @type {string} */ purl) => ({
    'bom-ref': `${name}@${version}`,
    type: 'framework',
    name,
    version,
    purl,
  });
  return [
    {
      ...part('electron', electron, `pkg:github/electron/electron@v${electron}`),
      licenses: [{ license: { id: 'MIT' } }],
    },
    part('chromium', chrome, `pkg:github/chromium/chromium@${chrome}`),
    part('node', node, `pkg:github/nodejs/node@v${node}`),
    part('v8', v8, `pkg:github/v8/v8@${v8.replace(/-.*/, '')}`),
  ];
}

/** The Rust crates of the native library, which lists them in a table. @param {string} folder */
function cratesOf(folder) {
  const lists = readdirSync(folder)
    .map((name) => join(folder, name, 'LICENSE.third-party.md'))
    .filter(existsSync);
  const rows = lists.flatMap((file) => [
    ...readFileSync(file, 'utf8').matchAll(/^\| ([\w-]+) \| (\d\S*) \| (.+?) \|/gm),
  ]);
  return rows.map(([, name = '', version = '', expression = '']) => ({
    'bom-ref': `cargo:${name}@${version}`,
    type: 'library',
    name,
    version,
    purl: `pkg:cargo/${name}@${version}`,
    licenses: [{ expression }],
  }));
}

/** @param {string} text */
function uuidOf(text) {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
