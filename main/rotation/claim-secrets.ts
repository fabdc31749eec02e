import type { Claims } from '../keys/claims.ts';
import type { Account } from '../signin/account.ts';
import type { Ledger } from './ledger.ts';
import { isMine, isToMake } from './plan-row.ts';

export interface ClaimSecretsOptions {
  readonly ledger: Pick<Ledger, 'open' | 'state' | 'plan' | 'subscribe'>;
  readonly account: () => Account | null;
  /** The new key of this rotation is in a packet. */
  readonly isPacked: (rotation: string) => boolean;
  /** The colleague to whom a campaign was handed over; null: it goes on here. */
  readonly handedOverTo: (campaign: string) => string | null;
}

/**
 * The secrets that campaigns take. Only what *Resume* of a campaign goes on with is claimed, by what the ledger says now. A secret of any
 * other creation is the person's, who gets it in the dialog: of a rotation that has ended, is paused, or was handed over, and where the ledger
 * is damaged.
 */
export function claimSecrets({ ledger, account, isPacked, handedOverTo }: ClaimSecretsOptions): Claims {
  return {
    subscribe: ledger.subscribe,
    async of(rotation, creation) {
      await ledger.open();
      const plan = ledger.state().kind === 'whole' ? ledger.plan(rotation) : null;
      if (plan === null || plan.how !== 'packet' || plan.creation !== creation || !isMine(plan, account())) return null;
      if (isPacked(rotation) && plan.phase !== 'made') return 'packed';
      const isHandedOver = plan.campaign !== null && handedOverTo(plan.campaign) !== null;
      return isToMake(plan) && !isHandedOver ? 'waits' : null;
    },
  };
}
