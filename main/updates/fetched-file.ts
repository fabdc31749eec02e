import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import fs from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { fileReason } from '../files/file-reason.ts';
import { OWNER_ONLY } from '../files/replace-file.ts';
import { type BoundedRequest, fetchBounded } from './bounded-fetch.ts';
import type { UpdateFile } from './manifest.ts';
import type { UpdateProblem } from './update-problem.ts';

/** The functions of the disk: Node's own, except in tests of a full disk. */
export type Files = Pick<typeof fs, 'mkdir' | 'open' | 'rename' | 'rm'>;
export const systemFiles: Files = fs;

const FOLDER_OWNER_ONLY = 0o700;

/** Where a fetched package lies: in a folder of its own below `folder`. */
export const placeOf = (folder: string, file: UpdateFile) => join(folder, file.sha256.slice(0, 32), file.name);

function createSums() {
  const sums = [createHash('sha256'), createHash('sha512')] as const;
  let size = 0;
  return {
    add(piece: Uint8Array) {
      size += piece.byteLength;
      for (const sum of sums) sum.update(piece);
    },
    /** What differs from the signed list; null: it is that very file. */
    whyNot(file: UpdateFile): string | null {
      if (size !== file.size)
        return `has ${size.toLocaleString('en')} bytes instead of ${file.size.toLocaleString('en')}`;
      const [sha256, sha512] = sums.map((sum) => sum.digest('hex'));
      return sha256 === file.sha256 && sha512 === file.sha512 ? null : 'has other content than the signed list says';
    },
  };
}

/** What the file on the disk has that differs from the signed list; null: nothing. */
export async function whyNotWhole(path: string, file: UpdateFile): Promise<string | null> {
  const sums = createSums();
  try {
    for await (const piece of createReadStream(path)) sums.add(piece);
  } catch {
    return 'is no longer there';
  }
  return sums.whyNot(file);
}

/**
 * Security line 37: fetches a package into a fresh folder of this person's own, and gives it its name only when its length and both its
 * sums are those of the signed list. Everything in `folder` is removed before, and again if the fetch fails.
 */
export async function fetchFile(
  request: Omit<BoundedRequest, 'take' | 'url' | 'bounds'> & {
    readonly address: string;
    readonly file: UpdateFile;
    readonly folder: string;
    readonly files: Files;
    readonly patience: Pick<BoundedRequest['bounds'], 'totalMs' | 'stallMs'>;
    readonly onBytes: (bytes: number) => void;
  },
): Promise<Outcome<null, UpdateProblem>> {
  const { address, file, folder, files, patience, onBytes } = request;
  const whole = placeOf(folder, file);
  const part = `${whole}.part`;
  const sums = createSums();
  const fetchInto = async (): Promise<Outcome<null, UpdateProblem>> => {
    await files.rm(folder, { recursive: true, force: true });
    await files.mkdir(dirname(whole), { recursive: true, mode: FOLDER_OWNER_ONLY });
    const handle = await files.open(part, 'wx', OWNER_ONLY);
    let size = 0;
    try {
      const fetched = await fetchBounded({
        ...request,
        url: new URL(file.url, address),
        bounds: { ...patience, bytes: file.size },
        async take(piece) {
          await handle.writeFile(piece);
          sums.add(piece);
          size += piece.byteLength;
          onBytes(size);
        },
      });
      if (!fetched.ok) return fetched;
      await handle.sync();
    } finally {
      await handle.close();
    }
    const what = sums.whyNot(file);
    if (what !== null) return failed({ kind: 'updates-file', name: file.name, what });
    await files.rename(part, whole);
    return success(null);
  };
  const outcome = await fetchInto().catch((error: unknown) =>
    failed({ kind: 'updates-unsaved', reason: fileReason(error) } as const),
  );
  if (!outcome.ok) await files.rm(folder, { recursive: true, force: true }).catch(() => {});
  return outcome;
}
