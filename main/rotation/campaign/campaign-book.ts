import type { LedgerLine } from '../ledger-line.ts';
import type { PlanKey } from '../plan.ts';
import type { CampaignEvent } from './campaign-events.ts';

type EventOf<Name extends CampaignEvent['event']> = Extract<CampaignEvent, { event: Name }>;

export interface CampaignFacts extends Omit<EventOf<'campaign-begun'>, 'event'> {
  readonly id: string;
  readonly begunAt: string;
  readonly wordsTold: boolean;
  /** The colleague to whom it was handed over; null: none. */
  readonly handedOverTo: string | null;
}
/** A campaign that has a folder on this computer. */
export type CampaignHere = CampaignFacts & { readonly folder: string };
/** `here`: the packet was written on this computer, into `folder`. If words open it, they are in this computer's keychain. */
export interface Packet extends Omit<EventOf<'packed'>, 'event'> {
  readonly here: boolean;
  readonly folder: string | null;
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
  /** The campaign of each rotation. */
  const campaignOf = new Map<string, string>();
  const change = (id: string, facts: Partial<CampaignFacts>) => {
    const known = campaigns.get(id);
    if (known !== undefined) campaigns.set(id, { ...known, ...facts });
  };

  const follower: LedgerFollower = {
    begin() {
      for (const known of [campaigns, packets, rooms, campaignOf]) known.clear();
    },
    line(line) {
      const { plan, at, keyId, accessKey } = line;
      switch (line.event) {
        case 'campaign-begun': {
          const { purpose, folder, drafts, leftOut = 0 } = line;
          const first = { id: plan, begunAt: at, leftOut, wordsTold: false, handedOverTo: null };
          // A second `campaign-begun` says where the next packets go.
          campaigns.set(plan, { ...first, ...campaigns.get(plan), purpose, folder, drafts });
          return;
        }
        case 'chosen':
          if (line.campaign !== null) campaignOf.set(plan, line.campaign);
          return;
        case 'campaign-words-told':
          return change(plan, { wordsTold: true });
        case 'campaign-handed-over':
          return change(plan, { handedOverTo: line.to });
        case 'campaign-kept':
          return change(plan, { handedOverTo: null });
        case 'packed': {
          const { file, sha256, lock, receipt } = line;
          const folder = campaigns.get(campaignOf.get(plan) ?? '')?.folder ?? null;
          packets.set(plan, { file, sha256, lock, receipt, here: true, folder });
          return;
        }
        case 'taken-over': {
          const packet = packets.get(plan);
          if (packet !== undefined) packets.set(plan, { ...packet, here: line.packedHere === true });
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
    /** The colleague to whom a campaign was handed over; null: it goes on here. */
    handedOverTo: (id: string): string | null => campaigns.get(id)?.handedOverTo ?? null,
    packet: (rotation: string): Packet | null => packets.get(rotation) ?? null,
    /** The new key of this rotation is in a packet. */
    isPacked: (rotation: string): boolean => packets.has(rotation),
    room: (rotation: string): PlanKey | null => rooms.get(rotation) ?? null,
  };
}

export type CampaignBook = ReturnType<typeof createCampaignBook>;
