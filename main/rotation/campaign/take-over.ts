import { basename } from 'node:path';
import type { Recipient } from '../../../bridge/values/handover.ts';
import type { Observable } from '../../basics/observable.ts';
import { failed, type Outcome, success } from '../../basics/outcome.ts';
import type { Ask } from '../../basics/question.ts';
import { readPrivateFile, writePrivateFile } from '../../files/private-file.ts';
import type { AddressBook } from '../../handover/address-book.ts';
import { fileNameFor } from '../../handover/file-name.ts';
import type { Account, Accounts } from '../../signin/account.ts';
import { readChosenFile } from '../../signin/small-file.ts';
import type { VaultProblem } from '../../vault/vault.ts';
import type { Ledger } from '../ledger.ts';
import { type LedgerLine, type NewLine, noKey } from '../ledger-line.ts';
import type { Plan } from '../plan.ts';
import { keysInRotation } from '../plan-row.ts';
import { lineOf } from '../steps.ts';
import type { CampaignFacts } from './campaign-book.ts';
import {
  asOwnLines,
  canBeHandedOver,
  MAX_CAMPAIGN_FILE,
  packCampaign,
  unpackCampaign,
  wordsOfFile,
} from './hand-campaign-over.ts';
import { sha256Of } from './packet.ts';
import type { CampaignBusy } from './previews.ts';

export interface TakeOverOptions {
  readonly ledger: Pick<Ledger, 'open' | 'append' | 'linesOf' | 'plan' | 'plans'>;
  readonly accounts: Pick<Accounts, 'current'>;
  readonly addressBook: Pick<AddressBook, 'find'>;
  /** What opens a file that is encrypted for this person's handover address; null: there is no address. */
  readonly identity: { identity(): Promise<Outcome<Buffer | null, VaultProblem>> };
  readonly system: {
    readonly chooseSavePath: (suggestion: string) => Promise<string | null>;
    readonly chooseCampaign: () => Promise<string | null>;
  };
  readonly ask: Ask;
  readonly locked: Observable<boolean>;
  /** Whether this ledger has the campaign already. */
  readonly isKnown: (campaign: string) => boolean;
}

/** The most characters of a name in a dialog: a name that others have written must not push the dialog's own words off the screen. */
const MOST_SHOWN = 100;

const rotationsText = (count: number) => (count === 1 ? '1 rotation' : `${count} rotations`);

/** Hands a campaign to a colleague, and takes one over. */
export function createTakeOver(options: TakeOverOptions) {
  const { ledger, accounts, addressBook, identity, system, ask, locked, isKnown } = options;

  /** The lines as they were before the rotations were paused for this. */
  async function linesBefore(handed: readonly Plan[], paused: ReadonlySet<string>) {
    const lines = await ledger.linesOf(...handed.map(({ id }) => id));
    if (!lines.ok) return lines;
    const last = new Map<string, LedgerLine>();
    for (const line of lines.value) if (line.event === 'paused' && paused.has(line.plan)) last.set(line.plan, line);
    return success(lines.value.filter((line) => last.get(line.plan) !== line));
  }

  async function writeCampaign(
    facts: CampaignFacts,
    handed: readonly Plan[],
    paused: ReadonlySet<string>,
    { account, recipient, file }: { readonly account: Account; readonly recipient: Recipient; readonly file: string },
  ) {
    const lines = await linesBefore(handed, paused);
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

  return {
    /**
     * Writes the campaign into a file for a colleague. One of the two goes on with its rotations: they are paused here, and the ledger says
     * to whom they went, before the file is there. They can be resumed, if the colleague never takes them over. A key that is being made
     * here, or is in no packet yet, stays here.
     */
    async handOver(facts: CampaignFacts, plansNow: () => readonly Plan[], to: string) {
      const recipient = addressBook.find(to);
      const account = accounts.current();
      if (recipient === null) return failed({ kind: 'recipient-unknown' } as const);
      if (account === null) return failed({ kind: 'signed-out' } as const);
      if (!plansNow().some(canBeHandedOver)) return failed({ kind: 'selection-empty' } as const);
      const file = await system.chooseSavePath(fileNameFor('campaign', recipient.userName, 'age'));
      if (file === null || locked.state() || accounts.current()?.id !== account.id) return success(null);
      // They may have gone on while the dialog was open.
      const handed = plansNow().filter(canBeHandedOver);
      const idle = handed.filter((plan) => !plan.paused);
      const about = (event: 'paused' | 'resumed') => idle.map((plan) => lineOf(plan, plan.old, { event }));
      const paused = await ledger.append(...about('paused'));
      if (!paused.ok)
        return paused.problem.kind === 'rotation-impossible' ? failed<CampaignBusy>({ kind: 'campaign-busy' }) : paused;
      const written = await writeCampaign(facts, handed, new Set(idle.map(({ id }) => id)), {
        account,
        recipient,
        file,
      });
      if (!written.ok) await ledger.append({ plan: facts.id, ...noKey, event: 'campaign-kept' }, ...about('resumed'));
      return written;
    },

    /** Nothing proves who made the file: the person compares its words with the colleague before anything is taken. */
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
      const { campaign, from } = content.value;
      const lines = asOwnLines(content.value, account);
      if (lines === null) return failed({ kind: 'not-a-campaign', why: 'other-content', file } as const);
      await ledger.open();
      // A second file of the same campaign brings what was left out of the first.
      const taken = keysInRotation(ledger.plans());
      const isHere = ({ plan, event, keyId }: NewLine) =>
        ledger.plan(plan) !== null || (event === 'chosen' && keyId !== null && taken.has(keyId));
      const here = new Set(lines.filter(isHere).map(({ plan }) => plan));
      const fresh = lines.filter(({ plan }) => !here.has(plan));
      const ids = new Set(fresh.map(({ plan }) => plan));
      const known = here.size;
      if (ids.size === 0) return failed({ kind: 'not-a-campaign', why: 'known', file } as const);
      const rooms = fresh.filter(({ event }) => event === 'room-agreed').length;
      const notes = [
        known > 0 && `In this ledger already, and not changed: ${rotationsText(known)} of the file.`,
        rooms > 0 &&
          `To make room, another key is deleted first in ${rotationsText(rooms)}. It cannot be brought back.`,
      ].filter((note) => note !== false);
      const isWanted = await ask({
        message: `Take over ${rotationsText(ids.size)}${from === null ? '' : ` from ${from.slice(0, MOST_SHOWN)}`}?`,
        detail: [
          'The file is encrypted for you, and nothing in it proves who made it. Let your colleague read you its six words:',
          wordsOfFile(bytes.value).join(' '),
          ...notes,
        ].join('\n\n'),
        button: 'Take over',
      });
      if (!isWanted || locked.state() || accounts.current()?.id !== account.id) return success(null);
      const { id, purpose, drafts } = campaign;
      const begun = { plan: id, ...noKey, event: 'campaign-begun', purpose, folder: null, drafts } as const;
      const written = await ledger.append(
        ...(isKnown(id) ? [] : [begun]),
        { plan: id, ...noKey, event: 'campaign-taken-over', from, sha256: sha256Of(bytes.value) },
        ...fresh,
        ...[...ids].map((plan) => ({ plan, ...noKey, event: 'taken-over' }) as const),
      );
      if (!written.ok)
        return written.problem.kind === 'rotation-impossible'
          ? failed({ kind: 'not-a-campaign', why: 'other-content', file } as const)
          : written;
      return success({ campaign: id, rotations: ids.size, known, from });
    },
  };
}
