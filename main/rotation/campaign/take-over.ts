import { basename } from 'node:path';
import type { Recipient } from '../../../bridge/values/handover.ts';
import { failed, success } from '../../basics/outcome.ts';
import { printable } from '../../basics/printable.ts';
import { nameLines } from '../../basics/question.ts';
import { readPrivateFile, writePrivateFile } from '../../files/private-file.ts';
import { fileNameFor } from '../../handover/file-name.ts';
import type { Account } from '../../signin/account.ts';
import { readChosenFile } from '../../signin/small-file.ts';
import { type LedgerLine, type NewLine, noKey } from '../ledger-line.ts';
import type { Plan } from '../plan.ts';
import { keysInRotation } from '../plan-row.ts';
import { lineOf } from '../steps.ts';
import { type CampaignFacts, isPackedHere } from './campaign-book.ts';
import type { CampaignsOptions } from './campaign-contract.ts';
import {
  asOwnRotations,
  canBeHandedOver,
  type HandedCampaign,
  type HandedRotation,
  linesSince,
  MAX_CAMPAIGN_FILE,
  notTaken,
  ownProof,
  packCampaign,
  unpackCampaign,
  wordsOfFile,
} from './hand-campaign-over.ts';
import { sha256Of } from './packet.ts';
import type { PacketWords } from './packet-words.ts';
import { campaignBusy } from './previews.ts';

interface TakeOverOptions
  extends Pick<
    CampaignsOptions,
    'rotations' | 'book' | 'accounts' | 'addressBook' | 'identity' | 'system' | 'ask' | 'locked'
  > {
  readonly words: Pick<PacketWords, 'remove'>;
}

/** The most characters of a name in a dialog: a name that others have written must not push the dialog's own words off the screen. */
const MOST_SHOWN = 100;
/** A rotation that a file brings: its state in the file, its state in this ledger (null: it is not there), and the lines that are new. */
interface Brought extends HandedRotation {
  readonly own: Plan | null;
  /** The proof that was given on this computer for the present new key. */
  readonly proof: NewLine | null;
  /** The packet was made on this computer, and the colleague has not made another one since. */
  readonly packedHere: boolean;
}

interface Sorted {
  readonly fresh: readonly Brought[];
  /** Rotations that were handed over from here. */
  readonly returned: readonly Brought[];
  /** How many of the file's rotations stay as they are here. */
  readonly known: number;
}

/** The lines to write: the steps as they were made, then `taken-over`, which sets the rotation back to what this computer itself knows. */
function linesFor({ plan, own, proof, packedHere, lines }: Brought): readonly NewLine[] {
  const about = { plan: plan.id, ...noKey };
  const resumed = own?.paused ? [{ ...about, event: 'resumed' } as const] : [];
  if (plan.ended !== null) return [...resumed, ...lines];
  const paused = own !== null && plan.paused ? [{ ...about, event: 'paused' } as const] : [];
  return [
    ...resumed,
    ...lines,
    { ...about, event: 'taken-over', packedHere },
    ...(proof === null ? [] : [proof]),
    ...paused,
  ];
}

const isPackedAgain = (since: readonly LedgerLine[]) => since.some(({ event }) => event === 'packed');
const rotationsText = (count: number) => (count === 1 ? '1 rotation' : `${count} rotations`);

/** What the question tells the person beside the six words. */
function notesOf({ fresh, returned, known }: Sorted) {
  const ended = returned.filter(({ plan }) => plan.ended !== null).length;
  const rooms = [...fresh, ...returned].flatMap(({ plan, lines }) =>
    lines
      .filter(({ event }) => event === 'room-agreed')
      .map(({ accessKey }) => printable(`${accessKey?.slice(0, MOST_SHOWN)} of ${plan.userName.slice(0, MOST_SHOWN)}`)),
  );
  return [
    returned.length > 0 &&
      `Handed over from here, and given back with the steps that were made since: ${rotationsText(returned.length)}${ended > 0 ? `, of which ${ended} ended` : ''}.`,
    known > 0 && `Already in this ledger, and left as it is: ${rotationsText(known)} of the file.`,
    rooms.length > 0 &&
      `To make room for new keys, these keys are deleted if they are still there. They cannot be brought back:\n${nameLines(rooms)}`,
  ].filter((note) => note !== false);
}

/** Hands a campaign to a colleague, and takes one over. */
export function createTakeOver(options: TakeOverOptions) {
  const { rotations, book, accounts, addressBook, identity, system, ask, words, locked } = options;
  const { ledger, choosing } = rotations;

  /**
   * The lines of these rotations, without the pauses that were written for this hand-over. Of the ended rotations, only those that came
   * from a colleague are included: the colleague may be waiting for news of them.
   */
  async function linesBefore(rotations: readonly Plan[], paused: ReadonlySet<string>) {
    const lines = await ledger.linesOf(...rotations.map(({ id }) => id));
    if (!lines.ok) return lines;
    const open = rotations.filter(({ ended }) => ended === null).map(({ id }) => id);
    const told = new Set([...open, ...lines.value.flatMap(({ event, plan }) => (event === 'taken-over' ? plan : []))]);
    const last = new Map<string, LedgerLine>();
    for (const line of lines.value) if (line.event === 'paused' && paused.has(line.plan)) last.set(line.plan, line);
    return success(lines.value.filter((line) => told.has(line.plan) && last.get(line.plan) !== line));
  }

  async function writeCampaign(
    facts: CampaignFacts,
    rotations: readonly Plan[],
    paused: ReadonlySet<string>,
    { account, recipient, file }: { readonly account: Account; readonly recipient: Recipient; readonly file: string },
  ) {
    const lines = await linesBefore(rotations, paused);
    if (!lines.ok) return lines;
    const bytes = await packCampaign(facts, lines.value, account, recipient);
    const handedOver = { event: 'campaign-handed-over', to: recipient.userName, sha256: sha256Of(bytes) } as const;
    const noted = await ledger.append({ plan: facts.id, ...noKey, ...handedOver });
    if (!noted.ok) return noted;
    const written = await writePrivateFile(file, bytes);
    if (!written.ok) return written;
    const read = await readPrivateFile(file, MAX_CAMPAIGN_FILE);
    if (!read.ok) return read;
    return read.value?.equals(bytes)
      ? success({ file, words: wordsOfFile(bytes) })
      : failed({ kind: 'packet-damaged', file } as const);
  }

  /**
   * Finds what the file brings that is new here. A rotation that has ended and was never here is left out: nothing is left to do for it.
   */
  async function sortOut(handed: readonly HandedRotation[]) {
    // The plans are read before the lines. A line that is written in between makes a new plan object, by which `write` notices it.
    const plans = new Map(handed.map(({ plan: { id } }) => [id, ledger.plan(id)]));
    const lines = await ledger.linesOf(...plans.keys());
    if (!lines.ok) return lines;
    const own = Map.groupBy(lines.value, ({ plan }) => plan);
    const taken = keysInRotation(ledger.plans());
    const fresh: Brought[] = [];
    const returned: Brought[] = [];
    let known = 0;
    for (const { plan, lines: all } of handed) {
      const here = plans.get(plan.id) ?? null;
      const ours = own.get(plan.id) ?? [];
      const since = here === null || here.ended !== null ? null : linesSince(ours, all);
      if (here !== null && since !== null)
        returned.push({
          ...{ plan, own: here, lines: since, proof: ownProof(ours, plan) },
          packedHere: isPackedHere(ours) && !isPackedAgain(since),
        });
      else if (here !== null || (plan.old !== null && taken.has(plan.old.keyId))) known += 1;
      else if (plan.ended === null) fresh.push({ plan, own: null, proof: null, packedHere: false, lines: all });
    }
    return success({ fresh, returned, known });
  }

  /** True if another rotation of the campaign may still be with a colleague. */
  const isAway = (campaign: string, returned: readonly Brought[]) => {
    const back = new Set(returned.map(({ plan }) => plan.id));
    const open = ledger
      .plans()
      .filter((plan) => plan.campaign === campaign && plan.ended === null && !back.has(plan.id));
    return open.some(({ paused }) => paused);
  };

  /** Writes the lines, unless something has changed here while the dialog was open: the person has not agreed to that. */
  async function write(
    { campaign: { id, purpose, drafts }, from }: HandedCampaign,
    { fresh, returned, known }: Sorted,
    { file, sha256 }: { readonly file: string; readonly sha256: string },
  ) {
    const news = [...fresh, ...returned];
    const isAsBefore = () => {
      const taken = keysInRotation(ledger.plans());
      return news.every(
        ({ plan, own }) =>
          ledger.plan(plan.id) === own && (own !== null || plan.old === null || !taken.has(plan.old.keyId)),
      );
    };
    if (!isAsBefore()) return notTaken('known', file);
    // The colleague has written another packet since: the words of this computer's packet open nothing of use. They are removed before the
    // lines are written. If the keychain refuses, nothing is taken over, and the person can take the same file over again.
    for (const { plan } of returned.filter(({ lines }) => isPackedAgain(lines))) {
      const removed = await words.remove(plan.id);
      if (!removed.ok) return removed;
    }
    // The keychain may have asked the person, so time has passed.
    if (!isAsBefore()) return notTaken('known', file);
    const about = { plan: id, ...noKey };
    const written = await ledger.append(
      ...(book.campaign(id) !== null
        ? []
        : [{ ...about, event: 'campaign-begun', purpose, folder: null, drafts } as const]),
      { ...about, event: 'campaign-taken-over', from, sha256 },
      ...news.flatMap(linesFor),
      ...(returned.length > 0 && !isAway(id, returned) ? [{ ...about, event: 'campaign-kept' } as const] : []),
    );
    if (!written.ok) return written.problem.kind === 'rotation-impossible' ? notTaken('other-content', file) : written;
    return success({ campaign: id, rotations: news.length, known, from });
  }

  return {
    /**
     * Writes the campaign into a file for a colleague. Only one of the two may go on with its rotations. So before the file is written,
     * they are paused here, and the ledger says to whom they went. They can be resumed if the colleague never takes them over. A key that
     * is being made here, or is in no packet yet, stays here.
     */
    async handOver(facts: CampaignFacts, plansNow: () => readonly Plan[], to: string) {
      const recipient = addressBook.find(to);
      const account = accounts.current();
      if (recipient === null) return failed({ kind: 'recipient-unknown' } as const);
      if (account === null) return failed({ kind: 'signed-out' } as const);
      if (!plansNow().some(canBeHandedOver)) return failed({ kind: 'selection-empty' } as const);
      const file = await system.chooseSavePath(fileNameFor('campaign', recipient.userName, 'age'));
      if (file === null || locked.state() || accounts.current()?.id !== account.id) return success(null);
      // The rotations may have gone on while the dialog was open.
      const handed = plansNow().filter(canBeHandedOver);
      const idle = handed.filter((plan) => !plan.paused);
      const about = (event: 'paused' | 'resumed') => idle.map((plan) => lineOf(plan, plan.old, { event }));
      const paused = await ledger.append(...about('paused'));
      if (!paused.ok) return paused.problem.kind === 'rotation-impossible' ? campaignBusy : paused;
      const ended = plansNow().filter((plan) => plan.ended !== null);
      const written = await writeCampaign(facts, [...handed, ...ended], new Set(idle.map(({ id }) => id)), {
        account,
        recipient,
        file,
      });
      // If the ledger cannot be written either, the rotations stay paused, and Resume goes on with them.
      if (!written.ok) await ledger.append({ plan: facts.id, ...noKey, event: 'campaign-kept' }, ...about('resumed'));
      return written;
    },

    /**
     * Nothing proves who made the file: the person compares its words with the colleague before anything is taken. A rotation that was
     * handed over from here comes back with the steps that were made since, and goes on here.
     */
    async takeOver() {
      const path = await system.chooseCampaign();
      const account = accounts.current();
      if (path === null || locked.state()) return success(null);
      if (account === null) return failed({ kind: 'signed-out' } as const);
      const file = basename(path);
      const bytes = await readChosenFile(path, MAX_CAMPAIGN_FILE);
      if (!bytes.ok) return bytes;
      const key = await identity.identity();
      if (!key.ok) return key;
      if (key.value === null) return failed({ kind: 'address-missing', file } as const);
      const content = await unpackCampaign({ name: file, bytes: bytes.value }, key.value, account).finally(() =>
        key.value?.fill(0),
      );
      if (!content.ok) return content;
      const { from } = content.value;
      const handed = asOwnRotations(content.value, account);
      if (handed === null) return notTaken('other-content', file);
      await ledger.open();
      const sorted = await sortOut(handed);
      if (!sorted.ok) return sorted;
      const count = sorted.value.fresh.length + sorted.value.returned.length;
      if (count === 0) return notTaken('known', file);
      const isWanted = await ask({
        message: `Take over ${rotationsText(count)}${from === null ? '' : ` from ${printable(from.slice(0, MOST_SHOWN))}`}?`,
        detail: [
          'The file is encrypted for you, and nothing in it proves who made it. Let your colleague read you its six words:',
          wordsOfFile(bytes.value).join(' '),
          ...notesOf(sorted.value),
        ].join('\n\n'),
        button: 'Take over',
      });
      if (!isWanted || locked.state() || accounts.current()?.id !== account.id) return success(null);
      // One at a time: two choices at once would both find the same key free.
      return choosing(() => write(content.value, sorted.value, { file, sha256: sha256Of(bytes.value) }));
    },
  };
}
