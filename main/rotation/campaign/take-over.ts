import { basename } from 'node:path';
import type { Observable } from '../../basics/observable.ts';
import { failed, type Outcome, success } from '../../basics/outcome.ts';
import type { Ask } from '../../basics/question.ts';
import { readPrivateFile, writePrivateFile } from '../../files/private-file.ts';
import type { AddressBook } from '../../handover/address-book.ts';
import { fileNameFor } from '../../handover/file-name.ts';
import type { Accounts } from '../../signin/account.ts';
import { readChosenFile } from '../../signin/small-file.ts';
import type { VaultProblem } from '../../vault/vault.ts';
import type { Ledger } from '../ledger.ts';
import { noKey } from '../ledger-line.ts';
import type { Plan } from '../plan.ts';
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

export interface TakeOverOptions {
  readonly ledger: Pick<Ledger, 'open' | 'append' | 'linesOf' | 'plan'>;
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
}

/** Hands a campaign to a colleague, and takes one over. */
export function createTakeOver({ ledger, accounts, addressBook, identity, system, ask, locked }: TakeOverOptions) {
  return {
    /**
     * Writes the campaign into a file for a colleague, and pauses its rotations here: one of the two goes on with them. They can be
     * resumed, if the colleague never takes them over. What is being made here, and is in no packet yet, stays here.
     */
    async handOver(facts: CampaignFacts, plans: readonly Plan[], to: string) {
      const recipient = addressBook.find(to);
      const account = accounts.current();
      if (recipient === null) return failed({ kind: 'recipient-unknown' } as const);
      if (account === null) return failed({ kind: 'signed-out' } as const);
      const handed = plans.filter(canBeHandedOver);
      if (handed.length === 0) return failed({ kind: 'selection-empty' } as const);
      const file = await system.chooseSavePath(fileNameFor('campaign', recipient.userName, 'age'));
      if (file === null || locked.state()) return success(null);
      const lines = await ledger.linesOf(...handed.map(({ id }) => id));
      if (!lines.ok) return lines;
      const bytes = await packCampaign(facts, lines.value, account, recipient);
      const written = await writePrivateFile(file, bytes);
      if (!written.ok) return written;
      const read = await readPrivateFile(file, MAX_CAMPAIGN_FILE);
      if (!read.ok) return read;
      if (read.value === null || !read.value.equals(bytes)) return failed({ kind: 'packet-damaged', file } as const);
      const handedOver = { event: 'campaign-handed-over', to: recipient.userName, sha256: sha256Of(bytes) } as const;
      const paused = handed.filter((plan) => !plan.paused).map((plan) => lineOf(plan, plan.old, { event: 'paused' }));
      const noted = await ledger.append({ plan: facts.id, ...noKey, ...handedOver }, ...paused);
      return noted.ok ? success({ file, words: wordsOfFile(bytes) }) : noted;
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
      const ids = new Set(lines.map(({ plan }) => plan));
      if ([...ids].some((id) => ledger.plan(id) !== null))
        return failed({ kind: 'not-a-campaign', why: 'known', file } as const);
      const rooms = lines.filter(({ event }) => event === 'room-agreed').length;
      const room = rooms === 0 ? '' : `\n\nTo make room, another key goes first in ${rooms} of them, for good.`;
      const isWanted = await ask({
        message: `Take over ${ids.size} rotations${from === null ? '' : ` from ${from}`}?`,
        detail: `The file is encrypted for you, and nothing in it proves who made it. Let your colleague read you its six words:\n\n${wordsOfFile(bytes.value).join(' ')}${room}`,
        button: 'Take over',
      });
      if (!isWanted || locked.state() || accounts.current()?.id !== account.id) return success(null);
      const { id, purpose, drafts } = campaign;
      const written = await ledger.append(
        { plan: id, ...noKey, event: 'campaign-begun', purpose, folder: null, drafts },
        { plan: id, ...noKey, event: 'campaign-taken-over', from, sha256: sha256Of(bytes.value) },
        ...lines,
      );
      if (!written.ok)
        return written.problem.kind === 'rotation-impossible'
          ? failed({ kind: 'not-a-campaign', why: 'other-content', file } as const)
          : written;
      return success({ campaign: id, rotations: ids.size, from });
    },
  };
}
