import type { LedgerLine } from '../ledger-line.ts';
import type { PlanKey } from '../plan.ts';
import type { CampaignEvent } from './campaign-events.ts';

type EventOf<Name extends CampaignEvent['event']> = Extract<CampaignEvent, { event: Name }>;

export interface CampaignFacts extends Omit<EventOf<'campaign-begun'>, 'event'> {
  readonly id: string;
  readonly begunAt: string;
  readonly wordsTold: boolean;
  /** To whom; null: it was not handed over. */
  readonly handedOverTo: string | null;
}
/** `wordsHere`: the words that open it, if it has any, rest in the keychain of this computer. */
export interface Packet extends Omit<EventOf<'packed'>, 'event'> {
  readonly wordsHere: boolean;
}

/** Hears every line of the ledger, from the first on. */
export interface LedgerFollower {
  begin(): void;
  line(line: LedgerLine): void;
}

/** Whether the packet of a rotation was made on this computer, by the lines of the rotation. */
export function isPackedHere(lines: readonly LedgerLine[]): boolean {
  const last = lines.findLast(({ event }) => event === 'packed' || event === 'taken-over');
  return last?.event === 'packed' || (last?.event === 'taken-over' && last.packedHere === true);
}

/** What the ledger says of campaigns and packets. */
export function createCampaignBook() {
  const campaigns = new Map<string, CampaignFacts>();
  const packets = new Map<string, Packet>();
  const rooms = new Map<string, PlanKey>();
  const change = (id: string, facts: Partial<CampaignFacts>) => {
    const known = campaigns.get(id);
    if (known !== undefined) campaigns.set(id, { ...known, ...facts });
  };

  const follower: LedgerFollower = {
    begin() {
      for (const known of [campaigns, packets, rooms]) known.clear();
    },
    line(line) {
      const { plan, at, keyId, accessKey } = line;
      switch (line.event) {
        case 'campaign-begun': {
          const { purpose, folder, drafts, leftOut = 0 } = line;
          const about = { purpose, folder, drafts, leftOut };
          campaigns.set(plan, { id: plan, begunAt: at, ...about, wordsTold: false, handedOverTo: null });
          return;
        }
        case 'campaign-words-told':
          return change(plan, { wordsTold: true });
        case 'campaign-handed-over':
          return change(plan, { handedOverTo: line.to });
        case 'campaign-kept':
          return change(plan, { handedOverTo: null });
        case 'packed': {
          const { file, sha256, lock, receipt } = line;
          packets.set(plan, { file, sha256, lock, receipt, wordsHere: lock === 'passphrase' });
          return;
        }
        case 'taken-over': {
          const packet = packets.get(plan);
          const wordsHere = line.packedHere === true && packet?.lock === 'passphrase';
          if (packet !== undefined) packets.set(plan, { ...packet, wordsHere });
          return;
        }
        case 'room-agreed':
          if (keyId !== null && accessKey !== null) rooms.set(plan, { keyId, accessKey });
          return;
        // Another key follows: what was packed is of no use.
        case 'new-deleted':
          packets.delete(plan);
          return;
        default:
      }
    },
  };
  return {
    follower,
    campaign: (id: string): CampaignFacts | null => campaigns.get(id) ?? null,
    campaigns: (): readonly CampaignFacts[] => [...campaigns.values()],
    packet: (rotation: string): Packet | null => packets.get(rotation) ?? null,
    room: (rotation: string): PlanKey | null => rooms.get(rotation) ?? null,
  };
}

export type CampaignBook = ReturnType<typeof createCampaignBook>;
