import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { checkout } from './checkout.mjs';

/**
 * The folders of main from the ground up, each with the folders below it that it may import. `handlers` and the files directly in
 * `main/` (the composition root) may import all of them; `main/README.md` says what lives where.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const floors = {
  basics: [],
  files: ['basics'],
  policy: ['basics', 'files'],
  vault: ['basics'],
  clipboard: ['basics', 'vault'],
  oracle: ['basics'],
  s3: ['basics', 'oracle'],
  updates: ['basics', 'files', 'oracle'],
  secret: ['basics', 'vault', 'clipboard'],
  signin: ['basics', 'files', 'policy', 'vault', 'oracle'],
  'computer-key': ['basics', 'files', 'policy', 'vault', 'oracle', 'signin'],
  directory: ['basics', 'oracle', 'signin'],
  keys: ['basics', 'files', 'policy', 'vault', 'oracle', 'secret', 'signin', 'directory'],
  report: ['basics', 'files', 'clipboard', 'oracle', 'signin', 'directory', 'keys'],
  usage: ['basics', 'files', 'policy', 'vault', 'clipboard', 'oracle', 's3', 'secret', 'signin'],
  tools: ['basics', 'files', 'policy', 'clipboard', 'oracle', 'secret', 'usage'],
  handover: ['basics', 'files', 'policy', 'clipboard', 'oracle', 'secret', 'signin', 'directory', 'keys', 'usage'],
  rotation: [
    'basics',
    'files',
    'policy',
    'vault',
    'oracle',
    'secret',
    'signin',
    'directory',
    'keys',
    'report',
    'usage',
    'tools',
    'handover',
  ],
  receiving: ['basics', 'vault', 'secret', 'signin', 'handover'],
  'command-line': ['basics', 'files', 'policy', 'vault', 'secret', 'signin', 'usage', 'tools', 'report', 'rotation'],
  shell: ['basics', 'files', 'policy'],
  development: ['shell'],
};

/**
 * The same for the page, with the folders of `renderer/`. `frame` may import all of them. `features` means each single feature: no
 * feature may import another one. `renderer/README.md` says what lives where.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const pageFloors = {
  ui: [],
  'ui/table': ['ui'],
  app: ['bridge', 'ui'],
  panes: ['bridge', 'app', 'ui'],
  'panes/handover': ['bridge', 'panes', 'app', 'ui'],
  'panes/signing-in': ['bridge', 'panes', 'app', 'ui'],
  'panes/usage': ['bridge', 'panes', 'app', 'ui'],
  features: ['bridge', 'panes/handover', 'panes/signing-in', 'panes/usage', 'panes', 'app', 'ui/table', 'ui'],
};

/** Matches `import ... from`, `import('...')` and `import '...'` of a relative path. */
const IMPORT = /\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g;

/**
 * The folder that a file belongs to: `keys`, `features/keys`, `panes`, `bridge`.
 * @param {string} file
 */
function folderOf(file) {
  const [root = '', folder = '', inner = '', ...rest] = file.split('/');
  if (root === 'bridge') return root;
  return root === 'renderer' && rest.length > 0 ? `${folder}/${inner}` : folder;
}

/**
 * The imports of a file from folders that are not below its own.
 * @param {string} file
 * @param {string} text
 */
export function importsUp(file, text) {
  const folder = folderOf(file);
  const isPage = file.startsWith('renderer/');
  const below = isPage ? pageFloors[folder.startsWith('features/') ? 'features' : folder] : floors[folder];
  if (below === undefined) return [];
  const targets = [...text.matchAll(IMPORT)].map(([, to = '']) => normalize(join(dirname(file), to)));
  return targets.filter((to) => (isPage || to.startsWith('main/')) && ![folder, ...below].includes(folderOf(to)));
}

/** Every import in main and in the page that breaks these rules. */
export function findImportsUp() {
  return ['main', 'renderer'].flatMap((root) =>
    readdirSync(join(checkout, root), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => `${root}/${name.replaceAll('\\', '/')}`)
      .flatMap((file) =>
        importsUp(file, readFileSync(join(checkout, file), 'utf8')).map((to) => `${file} imports ${to}`),
      ),
  );
}
