import { randomUUID } from 'node:crypto';
import type { CampaignStart } from '../../../bridge/values/campaign.ts';
import { failed, type Outcome, success } from '../../basics/outcome.ts';
import { printable } from '../../basics/printable.ts';
import { nameLines, type Question } from '../../basics/question.ts';
import type { FileProblem } from '../../files/private-file.ts';
import { type BulkProblem, isCountTyped } from '../../report/bulk.ts';
import type { Account } from '../../signin/account.ts';
import { announceCampaignStep } from '../announced-steps.ts';
import { chosenLine } from '../choose-keys.ts';
import type { Ledger, LedgerProblem } from '../ledger.ts';
import { type NewLine, noKey } from '../ledger-line.ts';
import { keysInRotation } from '../plan-row.ts';
import type { CampaignFacts } from './campaign-book.ts';
import type { CampaignsOptions } from './campaign-contract.ts';
import type { CampaignEvent } from './campaign-events.ts';
import type { CampaignRun } from './campaign-run.ts';
import { makeFolder, writeLeftOut } from './packet-folder.ts';
import { ownerOf, type PreviewLine } from './preview.ts';
import { campaignBusy, type PreviewGone, type Previews } from './previews.ts';

export type StartProblem = Extract<
  BulkProblem,
  { kind: 'selection-empty' | 'selection-changed' | 'confirmation-needed' }
>;

/** A line whose key is made, with the other key that is deleted before; null: none. */
type ChosenLine = PreviewLine & { readonly room: PreviewLine['others'][number] | null };

/** The lines that the person has said yes to. */
function chooseLines(
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
  return isCountTyped(found, request.confirmation)
    ? success(chosen)
    : failed({ kind: 'confirmation-needed', keys: found });
}

/**
 * The question before keys are deleted to make room; null: none is deleted. The system's dialog asks: a page could answer its own dialog.
 */
function roomQuestion(lines: readonly ChosenLine[]): Question | null {
  const rooms = lines.flatMap(({ room, user }) => (room ? printable(`${room.name} of ${user?.userName}`) : []));
  if (rooms.length === 0) return null;
  const one = rooms.length === 1;
  return {
    message: one ? `Delete ${rooms[0]} to make room?` : `Delete ${rooms.length} keys to make room?`,
    detail: `${one ? '' : `${nameLines(rooms)}\n\n`}Oracle allows two keys a user, so ${one ? 'this key goes before the new one is' : 'these keys go before the new ones are'} made. A deleted key cannot be brought back, and programs that use it are refused.`,
    button: 'Delete and go on',
  };
}

/** The first lines of a campaign: its own line, and the first lines of each rotation. `ids`: by rotation, its line of the preview. */
function firstLines(
  campaign: string,
  about: Omit<Extract<CampaignEvent, { event: 'campaign-begun' }>, 'event'>,
  lines: readonly ChosenLine[],
  account: Account,
) {
  const ids = new Map<string, PreviewLine>();
  const events: NewLine[] = [{ plan: campaign, ...noKey, event: 'campaign-begun', ...about }];
  for (const line of lines) {
    const { user, old, newKey, room } = line;
    if (user === null) continue;
    const facts = { how: 'packet', owner: ownerOf(user), newKey, saved: null, campaign } as const;
    const chosen = chosenLine(account, user, old, facts);
    const { plan } = chosen;
    ids.set(plan, line);
    events.push(chosen);
    if (room !== null)
      events.push({ plan, user: user.ocid, keyId: room.keyId, accessKey: room.accessKey, event: 'room-agreed' });
  }
  return { events, ids };
}

/** Makes a folder on this computer for a campaign that was taken over, or whose folder is gone. Returns the folder. */
export async function beginHere(
  ledger: Pick<Ledger, 'append'>,
  { id, purpose, drafts }: CampaignFacts,
  parent: string,
  now: number,
): Promise<Outcome<string, FileProblem | LedgerProblem>> {
  const folder = await makeFolder(parent, now);
  if (!folder.ok) return folder;
  const begun = { event: 'campaign-begun', purpose, folder: folder.value, drafts } as const;
  const written = await ledger.append({ plan: id, ...noKey, ...begun });
  return written.ok ? folder : written;
}

interface StartCampaignOptions
  extends Pick<CampaignsOptions, 'rotations' | 'book' | 'accounts' | 'system' | 'explain' | 'ask' | 'locked'> {
  readonly previews: Pick<Previews, 'find' | 'forget'>;
  readonly run: Pick<CampaignRun, 'state' | 'start'>;
  /** By rotation: the user's e-mail address. It is filled in from the preview. */
  readonly emails: Map<string, string | null>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Begins what the preview says, in a new folder inside the one that the person chooses. */
export function createStartCampaign(options: StartCampaignOptions) {
  const { previews, rotations, book, run, emails, accounts, locked, ask, system, explain, now } = options;

  /** `parent`: the folder in which a new one for the packets is made. */
  async function begin(request: CampaignStart, lines: readonly ChosenLine[], parent: string, account: Account) {
    // Since the preview, a rotation of one of these keys may have begun, or a second press may have begun this campaign.
    const preview = previews.find(request.preview);
    if (preview === null) return failed<PreviewGone>({ kind: 'campaign-preview-gone' });
    if (run.state().kind === 'running') return campaignBusy;
    const taken = keysInRotation(rotations.ledger.plans());
    const running = lines.find(({ old }) => old !== null && taken.has(old.keyId));
    if (running) return failed({ kind: 'rotation-running', keyName: running.old?.name ?? '' } as const);
    const folder = await makeFolder(parent, now());
    if (!folder.ok) return folder;
    const made = new Set(lines.map(({ line }) => line));
    const leftOut = preview.lines.filter(({ line }) => !made.has(line));
    const told = await writeLeftOut(folder.value, leftOut, explain);
    if (!told.ok) return told;
    const campaign = randomUUID();
    const begun = { purpose: preview.purpose, folder: folder.value, drafts: request.drafts, leftOut: leftOut.length };
    const { events, ids } = firstLines(campaign, begun, lines, account);
    // Queued before they are in the ledger, so that no rotation is ever shown as waiting for the person.
    rotations.setQueued([...ids.keys()]);
    const written = await rotations.ledger.append(...events);
    if (!written.ok) {
      rotations.setQueued([]);
      return written;
    }
    announceCampaignStep('begun');
    previews.forget();
    for (const [id, { user }] of ids) emails.set(id, user?.email ?? null);
    const facts = book.campaign(campaign);
    if (facts !== null) run.start({ ...facts, folder: folder.value }, true);
    return success({ campaign, folder: folder.value });
  }

  return async function startCampaign(request: CampaignStart) {
    const preview = previews.find(request.preview);
    if (preview === null) return failed<PreviewGone>({ kind: 'campaign-preview-gone' });
    if (run.state().kind === 'running') return campaignBusy;
    const chosen = chooseLines(preview.lines, request);
    if (!chosen.ok) return chosen;
    const question = roomQuestion(chosen.value);
    if (question !== null && !(await ask(question))) return success(null);
    const parent = await system.chooseFolder();
    if (parent === null) return success(null);
    const account = accounts.current();
    // Locked, or signed out, while a dialog was open.
    if (locked.state()) return failed({ kind: 'locked' } as const);
    if (account === null) return failed({ kind: 'signed-out' } as const);
    return rotations.choosing(() => begin(request, chosen.value, parent, account));
  };
}
