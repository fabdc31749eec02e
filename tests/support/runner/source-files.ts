import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { checkout } from '../../../scripts/project/checkout.mjs';

export interface SourceFile {
  /** Relative to the checkout, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** The text files at or below the given paths of the checkout, generated ones left out. */
export function readSources(...paths: readonly string[]): readonly SourceFile[] {
  return paths.flatMap((path) => {
    const full = join(checkout, path);
    const files = statSync(full).isFile()
      ? [full]
      : readdirSync(full, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs|cjs|js|css|html|json|yml|eipc)$/.test(entry.name))
          .map((entry) => join(entry.parentPath, entry.name));
    return files
      .map((file) => ({ path: relative(checkout, file).replaceAll('\\', '/'), text: readFileSync(file, 'utf8') }))
      .filter((file) => !file.path.startsWith('bridge/generated/'));
  });
}

/** The matching lines of the files, as `path: line`, without lines that are only a comment. */
export const linesThatMatch = (files: readonly SourceFile[], pattern: RegExp): string[] =>
  files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => pattern.test(line) && !/^(\/\/|\/?\*|#|<!--)/.test(line))
      .map((line) => `${path}: ${line}`),
  );
