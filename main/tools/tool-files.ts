import { lstat, readdir, rm } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import {
  checkWritable,
  type FileProblem,
  isPrivateFileStill,
  readPrivateFile,
  writePrivateFile,
} from '../files/private-file.ts';
import type { ToolFile } from './tool-piece.ts';
import type { ToolFileChanged, ToolUndoFailed } from './tools-contract.ts';

/** What decides where tools keep their files. `variables` is `process.env`. */
export interface ToolEnv {
  readonly home: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

/** A tool's file as it is now; `bytes` is null if there is none. */
export interface FoundFile {
  readonly path: string;
  readonly bytes: Buffer | null;
}

/** 10,000 profiles are 3 MB. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * The paths where a tool looks for its file, in its order: the one that its variable names, else the usual ones. `name` is the profile's:
 * s3cmd has a file for each profile.
 */
function pathsOf(file: ToolFile, name: string, { home, variables, platform }: ToolEnv): readonly string[] {
  const { join } = platform === 'win32' ? win32 : posix;
  const isWindows = platform === 'win32';
  const appData = variables['APPDATA'] || join(home, 'AppData', 'Roaming');
  const told = (variable: string, ...rest: string[]) => {
    const value = variables[variable];
    return value ? [join(value.replace(/^~(?=[/\\]|$)/, home), ...rest)] : null;
  };
  switch (file) {
    case 'aws-credentials':
      return told('AWS_SHARED_CREDENTIALS_FILE') ?? [join(home, '.aws', 'credentials')];
    case 'aws-config':
      return told('AWS_CONFIG_FILE') ?? [join(home, '.aws', 'config')];
    case 'rclone':
      // rclone, fs/config, makeConfigPath: the first of these that is there.
      return (
        told('RCLONE_CONFIG') ?? [
          ...(isWindows ? [join(appData, 'rclone', 'rclone.conf')] : []),
          ...(told('XDG_CONFIG_HOME', 'rclone', 'rclone.conf') ?? []),
          join(home, '.config', 'rclone', 'rclone.conf'),
          join(home, '.rclone.conf'),
        ]
      );
    case 's3cmd':
      if (name !== 'default') return [isWindows ? join(appData, `s3cmd-${name}.ini`) : join(home, `.s3cfg-${name}`)];
      return told('S3CMD_CONFIG') ?? [isWindows ? join(appData, 's3cmd.ini') : join(home, '.s3cfg')];
    case 'mc':
      // The folder is named after the program, which some systems install as mcli.
      return (
        told('MC_CONFIG_DIR', 'config.json') ??
        ['mc', 'mcli'].map((program) => join(home, isWindows ? program : `.${program}`, 'config.json'))
      );
  }
}

/** Where the tool looks first. */
export const usualPath = (file: ToolFile, name: string, env: ToolEnv): string => pathsOf(file, name, env)[0] ?? '';

/** Reads the tool's own file: the first that is there, else the first that the tool would make. `known` is not read again. */
export async function findToolFile(
  file: ToolFile,
  name: string,
  env: ToolEnv,
  known?: FoundFile,
): Promise<Outcome<FoundFile, FileProblem>> {
  const paths = pathsOf(file, name, env);
  const { isAbsolute } = env.platform === 'win32' ? win32 : posix;
  for (const path of paths) {
    if (!isAbsolute(path)) {
      return failed({ kind: 'file-unreadable', file: path, reason: 'the variable that names it gives no whole path' });
    }
    const linked = await linkedFolder(path, env);
    if (linked !== null) return failed({ kind: 'file-is-link', file: linked });
    if (known?.bytes && known.path === path) return success(known);
    const read = await readPrivateFile(path, MOST_BYTES);
    if (!read.ok) return read;
    if (read.value !== null) return success({ path, bytes: read.value });
  }
  return success({ path: paths[0] ?? '', bytes: null });
}

/** The first folder that is a link, between the home folder and the file; null: none is. Links above are the system's. */
async function linkedFolder(file: string, { home, platform }: ToolEnv): Promise<string | null> {
  const { dirname, relative, isAbsolute, join, sep } = platform === 'win32' ? win32 : posix;
  const below = relative(home, dirname(file));
  if (below === '' || below.startsWith('..') || isAbsolute(below)) return null;
  let folder = home;
  for (const part of below.split(sep)) {
    folder = join(folder, part);
    const isLink = await lstat(folder).then(
      (found) => found.isSymbolicLink(),
      () => false,
    );
    if (isLink) return folder;
  }
  return null;
}

/** The path as people write it: `~/.aws/credentials`. */
export function shownPath(path: string, { home, platform }: ToolEnv): string {
  if (platform === 'win32' || !path.startsWith(`${home}/`)) return path;
  return `~${path.slice(home.length)}`;
}

/** Whether there is a copy of the file as it was before Keydesk first changed it. */
export async function hasBackup(path: string): Promise<boolean> {
  const { dirname, basename } = process.platform === 'win32' ? win32 : posix;
  const mark = `${basename(path)}.keydesk-`;
  const isCopy = (entry: string) => entry.startsWith(mark) && /^\d{4}-\d{2}-\d{2}$/.test(entry.slice(mark.length));
  return (await readdir(dirname(path)).catch(() => [])).some(isCopy);
}

/** Copies the file as it is: `credentials.keydesk-2026-11-23`, readable by its owner alone. Gives the copy's path. */
async function backUp({ path, bytes }: FoundFile, now: Date): Promise<Outcome<string | null, FileProblem>> {
  if (bytes === null) return success(null);
  const two = (part: number) => String(part).padStart(2, '0');
  const copy = `${path}.keydesk-${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const written = await writePrivateFile(copy, bytes);
  return written.ok ? success(copy) : written;
}

interface FileChange {
  readonly was: FoundFile;
  /** The new content, in one piece or in parts. */
  readonly bytes: Buffer | readonly Buffer[];
  readonly isBackedUp: boolean;
}

type WriteProblem = FileProblem | ToolFileChanged | ToolUndoFailed;

/**
 * Writes `to` only if the file still holds `from` (null: only if there is no file). So nothing is overwritten that another
 * program has written in between.
 */
async function exchange(
  path: string,
  from: Buffer | null,
  to: Buffer | readonly Buffer[] | null,
): Promise<Outcome<null, FileProblem | ToolFileChanged>> {
  const isStill = await isPrivateFileStill(path, from);
  if (!isStill.ok) return isStill;
  if (!isStill.value) return failed({ kind: 'tool-file-changed' });
  if (to !== null) return writePrivateFile(path, to);
  await rm(path, { force: true });
  return success(null);
}

/**
 * Writes all of the files or none. If a file fails, the files before it get their old content back (but not access for others), and the
 * copies are removed. `tool-undo-failed`: not all of it could be undone. A file whose content stays the same is written too, since other
 * users may have been able to read it until now.
 */
export async function writeToolFiles(
  changes: readonly FileChange[],
  now: Date,
): Promise<Outcome<readonly { readonly path: string; readonly backup: string | null }[], WriteProblem>> {
  // Checked before anything is changed, as far as possible.
  for (const { was } of changes) {
    const writable = await checkWritable(was.path);
    if (!writable.ok) return writable;
  }
  const done: { change: FileChange; copy: string | null; isWritten: boolean }[] = [];
  for (const change of changes) {
    const { was, bytes, isBackedUp } = change;
    const backup = isBackedUp ? await backUp(was, now) : success(null);
    const wrote = backup.ok ? await exchange(was.path, was.bytes, bytes) : backup;
    done.push({ change, copy: backup.ok ? backup.value : null, isWritten: wrote.ok });
    if (!wrote.ok) return (await undo(done)) ?? wrote;
  }
  return success(done.map(({ change, copy }) => ({ path: change.was.path, backup: copy })));
}

/** Null: every file has its old content. If a file does not, its copy stays. */
async function undo(
  done: readonly { readonly change: FileChange; readonly copy: string | null; readonly isWritten: boolean }[],
) {
  const left: { file: string; copy: string | null }[] = [];
  for (const { change, copy, isWritten } of done.toReversed()) {
    const { path, bytes } = change.was;
    const written = Buffer.concat([change.bytes].flat());
    const isBack = !isWritten || (await exchange(path, written, bytes).catch(() => null))?.ok;
    written.fill(0);
    if (!isBack) left.push({ file: path, copy });
    else if (copy !== null) await rm(copy, { force: true }).catch(() => left.push({ file: copy, copy: null }));
  }
  if (left.length === 0) return null;
  const copies = left.flatMap(({ copy }) => copy ?? []);
  return failed<ToolUndoFailed>({ kind: 'tool-undo-failed', files: left.map(({ file }) => file), copies });
}
