import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CampaignStart } from '../../../bridge/values/campaign.ts';
import { failed, type Outcome, success } from '../../basics/outcome.ts';
import { fileReason } from '../../files/file-reason.ts';
import type { FileProblem } from '../../files/private-file.ts';
import { CONFIRM_FROM } from '../../report/bulk.ts';
import type { Account } from '../../signin/account.ts';
import { type NewLine, noKey } from '../ledger-line.ts';
import { ownerOf, type PreviewLine } from './preview.ts';

export type StartProblem =
  | { readonly kind: 'selection-empty' }
  | { readonly kind: 'selection-changed'; readonly expected: number; readonly found: number }
  | { readonly kind: 'confirmation-needed'; readonly keys: number };

/** A line that is made, with the other key that is deleted first. */
export type ChosenLine = PreviewLine & { readonly room: PreviewLine['others'][number] | null };

/** The lines that the person has said yes to. */
export function chooseLines(
  lines: readonly PreviewLine[],
  request: CampaignStart,
): Outcome<readonly ChosenLine[], StartProblem> {
  const out = new Set(request.leaveOut);
  const rooms = new Map(request.rooms.map(({ line, keyId }) => [line, keyId]));
  const chosen = lines.flatMap((line): ChosenLine[] => {
    if (out.has(line.line)) return [];
    if (line.verdict === 'ready' || line.verdict === 'no-key') return [{ ...line, room: null }];
    const room =
      line.verdict === 'two-keys' ? line.others.find(({ keyId }) => keyId === rooms.get(line.line)) : undefined;
    return room === undefined ? [] : [{ ...line, room }];
  });
  const found = chosen.length;
  if (found === 0) return failed({ kind: 'selection-empty' });
  if (found !== request.expected) return failed({ kind: 'selection-changed', expected: request.expected, found });
  const isConfirmed = found < CONFIRM_FROM || request.confirmation?.trim() === String(found);
  return isConfirmed ? success(chosen) : failed({ kind: 'confirmation-needed', keys: found });
}

/** The first lines of a campaign: one of its own, and of each rotation the first. `ids` are those of the rotations. */
export function firstLines(
  campaign: string,
  about: { readonly purpose: 'rotate' | 'create'; readonly folder: string; readonly drafts: boolean },
  lines: readonly ChosenLine[],
  { tenancyOcid, userOcid, sample, userName: accountName }: Account,
) {
  const ids = new Map<string, PreviewLine>();
  const events: NewLine[] = [{ plan: campaign, ...noKey, event: 'campaign-begun', ...about }];
  for (const line of lines) {
    const { user, old, newKey, room } = line;
    if (user === null) continue;
    const plan = randomUUID();
    ids.set(plan, line);
    const { userName, displayName, domainName } = user;
    events.push({
      ...{ plan, user: user.ocid, keyId: old?.keyId ?? null, accessKey: old?.accessKey ?? null },
      event: 'chosen',
      how: 'packet',
      ...{
        account: { tenancyOcid, userOcid, sample },
        accountName,
        owner: ownerOf(user),
        userName,
        displayName,
        domainName,
      },
      ...{ keyName: old?.name ?? '', newKey, campaign, saved: null },
    });
    if (room !== null)
      events.push({ plan, user: user.ocid, keyId: room.keyId, accessKey: room.accessKey, event: 'room-agreed' });
  }
  return { events, ids };
}

const MOST_FOLDERS = 100;

/** A new folder in the one that the person chose, its owner's alone: nothing else lies in it. */
export async function makeFolder(parent: string, now: number): Promise<Outcome<string, FileProblem>> {
  const name = `keydesk-packets-${new Date(now).toISOString().slice(0, 10)}`;
  for (let number = 1; ; number += 1) {
    const folder = join(parent, number === 1 ? name : `${name}-${number}`);
    try {
      await mkdir(folder, { mode: 0o700 });
      return success(folder);
    } catch (error) {
      const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (!isThere || number === MOST_FOLDERS)
        return failed({ kind: 'file-unwritable', file: folder, reason: fileReason(error) });
    }
  }
}
