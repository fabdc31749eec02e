import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../../../scripts/project/checkout.mjs';

/** Commands of a page below docs/: what the page tells people to type is what the tests run. */
export interface DocumentedCommands {
  /** The heading that they stand under. */
  readonly heading: string;
  readonly script: string;
}

/** The fenced `sh` blocks of `docs/PAGE.md`, in their order. Other blocks are there to be read. */
export function documentedCommands(page: string): readonly DocumentedCommands[] {
  const found: DocumentedCommands[] = [];
  let heading = '';
  let block: string[] | null = null;
  for (const line of readFileSync(join(checkout, 'docs', `${page}.md`), 'utf8').split('\n')) {
    if (block === null) {
      if (line.startsWith('#')) heading = line.replace(/^#+ /, '');
      if (line === '```sh') block = [];
    } else if (line === '```') {
      found.push({ heading, script: block.join('\n') });
      block = null;
    } else block.push(line);
  }
  return found;
}

/** The pages below docs/ that have such blocks for people to type with a key: those of the tools, and of the command line. */
export const pagesWithCommands = (): readonly string[] =>
  ['command-line', 'using-keys', ...readdirSync(join(checkout, 'docs', 'using')).map((name) => `using/${name}`)]
    .map((name) => name.replace(/\.md$/, ''))
    .filter((page) => documentedCommands(page).length > 0);

/** All of a page as one script that ends at the first command that fails, printing each command before it. */
export const documentedScript = (page: string): string =>
  ['set -eu', ...documentedCommands(page).map(({ heading, script }) => `# ${heading}\n${script}`), ''].join('\n');
