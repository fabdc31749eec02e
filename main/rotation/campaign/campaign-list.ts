import type { Campaign } from '../../../bridge/values/campaign.ts';
import type { FileProblem } from '../../files/private-file.ts';
import type { Plan } from '../plan.ts';
import { isMine, isShown, isToMake } from '../plan-row.ts';
import type { RotationProblem } from '../rotation-contract.ts';
import type { CampaignFacts } from './campaign-book.ts';
import type { CampaignsOptions } from './campaign-contract.ts';

export interface CampaignStanding extends Omit<Campaign, 'failure'> {
  readonly problem: RotationProblem | null;
  /** Why `index.csv` was not written when the campaign last ran. */
  readonly indexProblem: FileProblem | null;
}

interface StandingOptions extends Pick<CampaignsOptions, 'rotations' | 'book' | 'accounts'> {
  /** Why a campaign stands still. */
  readonly haltOf: (campaign: string) => RotationProblem | null;
  readonly indexProblemOf: (campaign: string) => FileProblem | null;
}

/** The campaigns that are not over, newest first, with the numbers of their rotations. */
export function createCampaignList({ rotations, book, accounts, haltOf, indexProblemOf }: StandingOptions) {
  const { ledger, problemOf } = rotations;

  function standingOf(facts: CampaignFacts, plans: readonly Plan[]): CampaignStanding {
    const counts = { total: plans.length, toMake: 0, refused: 0, lost: 0, packed: 0, confirmed: 0, ended: 0 };
    let passphrases = 0;
    for (const { id, phase, ended } of plans) {
      if (ended !== null && ended !== 'done') counts.ended += 1;
      else if (phase === 'lost' || phase === 'new-gone') counts.lost += 1;
      else if (phase === 'handed-over') counts.packed += 1;
      else if (phase === 'chosen' && problemOf(id) !== null) counts.refused += 1;
      else if (phase === 'chosen' || phase === 'making' || phase === 'made') counts.toMake += 1;
      else counts.confirmed += 1;
      const packet = phase === 'handed-over' ? book.packet(id) : null;
      if (packet?.here && packet.lock === 'passphrase' && !facts.wordsTold) passphrases += 1;
    }
    const { id, purpose, begunAt, folder, handedOverTo, leftOut = 0 } = facts;
    const mine = accounts.current();
    const here = plans.every((plan) => isMine(plan, mine));
    // If the campaign was handed over, Resume asks whether it may go on here, and then unpauses its rotations.
    const isHanded = handedOverTo !== null;
    const goesOn = here && plans.some((plan) => isToMake(isHanded ? { ...plan, paused: false } : plan));
    return {
      id,
      purpose,
      begunAt,
      folder,
      leftOut,
      counts,
      passphrases,
      here,
      goesOn,
      handedOverTo,
      problem: haltOf(id),
      indexProblem: indexProblemOf(id),
    };
  }

  const isOpen = ({ counts }: CampaignStanding) => counts.toMake + counts.refused + counts.lost + counts.packed > 0;
  /** True if the campaign came from a colleague and can still be given back. */
  const canBeGivenBack = (plans: readonly Plan[]) =>
    plans.some(({ takenOver, ended, paused }) => takenOver && ended === null && !paused);

  return function campaigns(): readonly CampaignStanding[] {
    const mine = accounts.current();
    const shown = ledger.plans().filter((plan) => isShown(plan, mine));
    const byCampaign = Map.groupBy(shown, ({ campaign }) => campaign);
    return book
      .campaigns()
      .map((facts) => standingOf(facts, byCampaign.get(facts.id) ?? []))
      .filter((standing) => isOpen(standing) || canBeGivenBack(byCampaign.get(standing.id) ?? []))
      .toReversed();
  };
}
