import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { checkout } from './checkout.mjs';

/**
 * The folders of main from the ground up, each with the folders below it that it may import. `handlers` and what stands in main
 * itself (the composition root) import all of them; `main/README.md` says what lives where.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const floors = {
  basics: [],
  files: ['basics'],
  vault: ['basics'],
  clipboard: ['basics', 'vault'],
  oracle: ['basics'],
  s3: ['basics', 'oracle'],
  secret: ['basics', 'vault', 'clipboard'],
  signin: ['basics', 'files', 'vault', 'oracle'],
  directory: ['basics', 'oracle', 'signin'],
  keys: ['basics', 'files', 'vault', 'oracle', 'secret', 'signin', 'directory'],
  usage: ['basics', 'files', 'vault', 'clipboard', 'oracle', 's3', 'secret', 'signin'],
  tools: ['basics', 'files', 'clipboard', 'oracle', 'secret', 'usage'],
  handover: ['basics', 'files', 'clipboard', 'oracle', 'secret', 'signin', 'directory', 'keys', 'usage'],
  receiving: ['basics', 'vault', 'secret', 'signin', 'handover'],
  'command-line': ['basics', 'files', 'vault', 'secret', 'usage', 'tools'],
  shell: ['basics', 'files'],
  development: ['shell'],
};

/** `import ... from`, `import('...')` and `import '...'`. */
const IMPORT = /\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g;

/**
 * What a file of main imports from a folder of main that is not below its own.
 * @param {string} file
 * @param {string} text
 */
export function importsUp(file, text) {
  const folder = file.split('/')[1] ?? '';
  const below = floors[folder];
  if (below === undefined) return [];
  const targets = [...text.matchAll(IMPORT)].map(([, to = '']) => normalize(join(dirname(file), to)));
  return targets.filter((to) => to.startsWith('main/') && ![folder, ...below].includes(to.split('/')[1] ?? ''));
}

/** Every import of main that runs up. */
export function findImportsUp() {
  const files = readdirSync(join(checkout, 'main'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `main/${name.replaceAll('\\', '/')}`)
    .flatMap((file) =>
      importsUp(file, readFileSync(join(checkout, file), 'utf8')).map((to) => `${file} imports ${to}`),
    );
}
