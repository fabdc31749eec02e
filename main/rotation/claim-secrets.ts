import type { Claims } from '../keys/claims.ts';
import type { CampaignBook } from './campaign/campaign-book.ts';
import type { Ledger } from './ledger.ts';
import { isMine, isToMake } from './plan-row.ts';
import type { RotationsOptions } from './rotation-contract.ts';

/**
 * The secrets that campaigns claim: those with which *Resume* of a campaign would go on, by what the ledger says now. Any other secret is
 * shown to the person in the dialog: that of a rotation that has ended, is paused or was handed over, and every secret while the ledger is
 * damaged.
 */
export function claimSecrets(ledger: Ledger, accounts: RotationsOptions['accounts'], book: CampaignBook): Claims {
  return {
    subscribe: ledger.subscribe,
    async of(rotation, creation) {
      await ledger.open();
      const plan = ledger.state().kind === 'whole' ? ledger.plan(rotation) : null;
      if (plan?.how !== 'packet' || plan.creation !== creation || !isMine(plan, accounts.current())) return null;
      if (book.isPacked(rotation) && plan.phase !== 'made') return 'packed';
      const isHandedOver = plan.campaign !== null && book.handedOverTo(plan.campaign) !== null;
      return isToMake(plan) && !isHandedOver ? 'waits' : null;
    },
  };
}
