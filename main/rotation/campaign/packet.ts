import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { failed, type Outcome, success } from '../../basics/outcome.ts';
import { fileReason } from '../../files/file-reason.ts';
import { type FileProblem, readPrivateFile, writePrivateFile } from '../../files/private-file.ts';
import { syncFolder } from '../../files/sync-folder.ts';
import {
  encryptForRecipient,
  encryptWithPassphrase,
  MAX_AGE_FILE,
  openWithPassphrase,
} from '../../handover/age-file.ts';
import { checkFolder, type PacketFolderGone } from './packet-folder.ts';

/** What the disk has differs from what was written. */
type PacketDamaged = { readonly kind: 'packet-damaged'; readonly file: string };
export type PacketProblem = FileProblem | PacketDamaged | PacketFolderGone;

export type PacketLock =
  | { readonly kind: 'recipient'; readonly publicKey: string }
  /** `words`: the passphrase as the recipient types it. */
  | { readonly kind: 'passphrase'; readonly words: Buffer; readonly workFactor: number | undefined };

/** `bytes` are encrypted. */
export interface Packet {
  readonly sha256: string;
  readonly bytes: Buffer;
}

export const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/**
 * Encrypts a key's file into a packet, and returns its hash when it is on the disk for good: synced with its folder, read back, and found
 * to be what was made. A packet with a passphrase is opened as its recipient will open it. A packet for a public key cannot be opened here,
 * so its bytes are compared. The caller still owns `content`, which is in clear and never reaches the disk.
 */
export async function writePacket(
  file: string,
  content: Buffer,
  lock: PacketLock,
): Promise<Outcome<Packet, PacketProblem>> {
  const folder = await checkFolder(dirname(file));
  if (!folder.ok) return folder;
  const encrypted =
    lock.kind === 'recipient'
      ? await encryptForRecipient(lock.publicKey, content)
      : await encryptWithPassphrase(lock.words, content, lock.workFactor);
  const written = await writePrivateFile(file, encrypted);
  if (!written.ok) return written;
  try {
    await syncFolder(dirname(file));
  } catch (error) {
    return failed({ kind: 'file-unwritable', file, reason: fileReason(error) });
  }
  const read = await readPrivateFile(file, MAX_AGE_FILE);
  if (!read.ok) return read;
  const sha256 = sha256Of(encrypted);
  const isWhole = read.value !== null && sha256Of(read.value) === sha256 && (await opens(read.value, content, lock));
  return isWhole ? success({ sha256, bytes: encrypted }) : failed({ kind: 'packet-damaged', file });
}

async function opens(packet: Buffer, content: Buffer, lock: PacketLock): Promise<boolean> {
  if (lock.kind === 'recipient') return true;
  const opened = await openWithPassphrase(packet, lock.words);
  if (!opened.ok) return false;
  const isSame = opened.value.equals(content);
  opened.value.fill(0);
  return isSame;
}
