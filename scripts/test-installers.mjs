import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import process from 'node:process';
import { prepareMachine } from './machine/prepare.mjs';
import { build } from './project/built-app.mjs';
import { checkout } from './project/checkout.mjs';
import { packageDirectory, packageInstallers } from './project/packaged-app.mjs';
import { command, problem } from './terminal/command.mjs';
import { run } from './terminal/run.mjs';

/**
 * Builds and packages the program twice, from the sources. Returns the files that differ.
 * @param {import('./machine/electron-runtime.mjs').ElectronRuntime} electron
 */
async function packagedTwice(electron) {
  const make = async () => {
    rmSync(join(checkout, 'out', 'main'), { recursive: true, force: true });
    await build(electron);
    return hashesOf(await packageDirectory(electron, 'users'));
  };
  const [first, second] = [await make(), await make()];
  return [...new Set([...first.keys(), ...second.keys()])].filter((file) => first.get(file) !== second.get(file));
}

/** @param {string} folder */
function hashesOf(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  const hash = (/** @type {string} */ path) => createHash('sha256').update(readFileSync(path)).digest('hex');
  return new Map(paths.map((path) => [relative(folder, path), hash(path)]));
}

// Makes the packages and tries them on a bare Debian. `-- --made` tries the packages that are already there.
await command(async ([made]) => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    throw problem(
      'The installers are tried on Linux, by root: a bare Debian is made, and packages are installed there.',
    );
  const electron = await prepareMachine({ session: false, packages: true, bareDebian: true });
  if (made !== '--made') {
    const dist = join(checkout, 'dist');
    mkdirSync(dist, { recursive: true });
    for (const name of readdirSync(dist)) if (/\.(deb|rpm|tar\.gz)$/.test(name)) rmSync(join(dist, name));
    const again = await packagedTwice(electron);
    if (again.length > 0) throw problem(`The program was made twice, and these files differ:\n${again.join('\n')}`);
    console.log(await packageInstallers(electron));
  }
  const tests = ['linux', 'apparmor'].map((name) => join('tests', 'installers', `${name}.test.mjs`));
  const env = { ...process.env, KEYDESK_ELECTRON: electron.program };
  return (await run(process.execPath, ['--test', '--test-concurrency=1', ...tests], { cwd: checkout, env })).code;
});
