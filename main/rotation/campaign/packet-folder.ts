import { lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { failed, type Outcome, success } from '../../basics/outcome.ts';
import { codeOf, fileReason } from '../../files/file-reason.ts';
import { type FileProblem, writePrivateFile } from '../../files/private-file.ts';
import { csvLine } from '../../report/csv.ts';
import type { Plan } from '../plan.ts';
import type { CampaignBook } from './campaign-book.ts';
import type { LineProblem, PreviewLine } from './preview.ts';

/** The folder of the packets was moved, or its disk was taken out. */
export type PacketFolderGone = { readonly kind: 'packet-folder-gone'; readonly folder: string };

const MOST_FOLDERS = 100;

/** A new folder in the one that the person chose. Only its owner can read it, and nothing else lies in it. */
export async function makeFolder(parent: string, now: number): Promise<Outcome<string, FileProblem>> {
  const name = `keydesk-packets-${new Date(now).toISOString().slice(0, 10)}`;
  for (let number = 1; ; number += 1) {
    const folder = join(parent, number === 1 ? name : `${name}-${number}`);
    try {
      await mkdir(folder, { mode: 0o700 });
      return success(folder);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST' || number === MOST_FOLDERS)
        return failed({ kind: 'file-unwritable', file: folder, reason: fileReason(error) });
    }
  }
}

/** Checks that the folder still exists, and is no link. It is not made again: if its disk was taken out, it would lie on another disk. */
export async function checkFolder(folder: string): Promise<Outcome<null, FileProblem | PacketFolderGone>> {
  try {
    if ((await lstat(folder)).isDirectory()) return success(null);
    return failed({ kind: 'file-unwritable', file: folder, reason: 'it is no folder' });
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return failed({ kind: 'packet-folder-gone', folder });
    return failed({ kind: 'file-unwritable', file: folder, reason: fileReason(error) });
  }
}

const OF_INDEX = ['file', 'user name', 'display name', 'key name', 'access key', 'opens with', 'sha256'];

/** Writes `index.csv` beside the packets: it says whose each packet is. It has no secret, no passphrase and no receipt code. */
export async function writePacketIndex(
  folder: string | null,
  plans: readonly Plan[],
  book: Pick<CampaignBook, 'packet'>,
): Promise<Outcome<null, FileProblem>> {
  const rows = plans.flatMap(({ id, userName, displayName, newKey, made }) => {
    const packet = book.packet(id);
    if (!packet?.here || packet.folder !== folder) return [];
    return [
      csvLine([packet.file, userName, displayName, newKey.name, made?.accessKey ?? null, packet.lock, packet.sha256]),
    ];
  });
  return folder === null || rows.length === 0
    ? success(null)
    : writePrivateFile(join(folder, 'index.csv'), [csvLine(OF_INDEX), ...rows]);
}

const OF_LEFT_OUT = ['line', 'user', 'display name', 'old key', 'result', 'why'];

/**
 * Writes `left-out.csv` beside the packets: the lines of the preview for which no key is made, and why, so that the person can correct them
 * afterwards. A line without a fault is in it because the person left it out. If no line was left out, there is no file.
 */
export async function writeLeftOut(
  folder: string,
  lines: readonly PreviewLine[],
  explain: (problem: LineProblem) => string,
) {
  const rows = lines
    .toSorted((a, b) => a.line - b.line)
    .map(({ line, userName, user, old, verdict, problem }) => {
      const result = verdict === 'ready' || verdict === 'no-key' ? 'left out' : verdict.replaceAll('-', ' ');
      const why = problem && explain(problem);
      return csvLine([line, userName, user?.displayName ?? null, old?.name ?? null, result, why]);
    });
  return rows.length === 0
    ? success(null)
    : writePrivateFile(join(folder, 'left-out.csv'), [csvLine(OF_LEFT_OUT), ...rows]);
}
