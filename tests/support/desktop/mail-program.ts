import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Environment } from '../app/environment.ts';

/**
 * A computer (Linux) whose mail program only writes the paths of the drafts into `home`.
 * `hasMailProgram` can remove it; the system then says that it has none.
 */
export function withMailProgram(env: Environment, home: string): Environment {
  const folder = join(home, 'programs');
  mkdirSync(folder, { recursive: true });
  const program = join(folder, 'xdg-open');
  const lines = ['#!/bin/sh', `test -e '${home}/no-mail-program' && exit 3`, `echo "$1" >> '${home}/opened'`];
  writeFileSync(program, `${lines.join('\n')}\n`);
  chmodSync(program, 0o755);
  return { ...env, PATH: `${folder}${delimiter}${env['PATH'] ?? ''}` };
}

/** Removes the mail program, or restores it. */
export const hasMailProgram = (home: string, has: boolean): void => {
  const mark = join(home, 'no-mail-program');
  if (has) rmSync(mark, { force: true });
  else writeFileSync(mark, '');
};

/** The drafts that were opened, the last one last. */
export const openedDrafts = (home: string): string[] => {
  const file = join(home, 'opened');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
};
