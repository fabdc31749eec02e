import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../../../scripts/project/checkout.mjs';

/** The commands of a page below docs/, which the tests run as written. */
export interface DocumentedCommands {
  /** The heading above the commands. */
  readonly heading: string;
  readonly script: string;
}

/** The fenced `sh` blocks of `docs/PAGE.md`, in order. Other blocks are not run. */
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

/** The pages below docs/ with `sh` blocks that need a key: the pages of the tools and of the command line. */
export const pagesWithCommands = (): readonly string[] =>
  ['command-line', 'using-keys', ...readdirSync(join(checkout, 'docs', 'using')).map((name) => `using/${name}`)]
    .map((name) => name.replace(/\.md$/, ''))
    .filter((page) => documentedCommands(page).length > 0);

/** All blocks of a page as one script. It prints each command, and ends at the first that fails. */
export const documentedScript = (page: string): string =>
  ['set -eu', ...documentedCommands(page).map(({ heading, script }) => `# ${heading}\n${script}`), ''].join('\n');
