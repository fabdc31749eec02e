import type { DeactivateRequest } from '../../bridge/values/rotation.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { printable } from '../basics/printable.ts';
import { nameLines, type Question } from '../basics/question.ts';
import { isCountTyped } from '../report/bulk.ts';
import type { CampaignBook } from './campaign/campaign-book.ts';
import type { Ledger } from './ledger.ts';
import { noKey } from './ledger-line.ts';
import type { Plan } from './plan.ts';
import { isDue, type PlanRow } from './plan-row.ts';
import type { RotationDone, RotationProblem, RotationsOptions } from './rotation-contract.ts';
import type { RunMany } from './run-many.ts';
import { lineOf, type Steps } from './steps.ts';

interface ActOnManyOptions extends Pick<RotationsOptions, 'ask' | 'isLocked'> {
  readonly ledger: Pick<Ledger, 'append'>;
  readonly book: Pick<CampaignBook, 'handedOverTo'>;
  readonly steps: Pick<Steps, 'deactivate' | 'remove'>;
  /** Finds these rotations. Fails if one of them is not of the current account, or has a step under way. */
  readonly findAll: (ids: readonly string[]) => Promise<Outcome<readonly Plan[], RotationProblem>>;
  readonly list: { readonly row: (plan: Plan) => PlanRow };
  readonly many: Pick<RunMany, 'start'>;
  readonly tried: (id: string, work: () => RotationDone) => RotationDone;
  /** ISO 8601. */
  readonly now: () => string;
}

function deletionOf(plans: readonly Plan[]): Question {
  const names = plans.map(({ keyName, userName }) => printable(`${keyName} of ${userName}`));
  return {
    message: `Delete ${plans.length} old keys?`,
    detail: `${nameLines(names)}\n\nTheir new keys are confirmed, and their waiting times are over. Oracle does not tell whether a key is still in use. A deleted key cannot be brought back.`,
    button: 'Delete',
  };
}

/** What the person does with many rotations at once. */
export function createActOnMany(options: ActOnManyOptions) {
  const { ledger, book, steps, findAll, list, many, tried, ask, isLocked, now } = options;

  return {
    async pause(ids: readonly string[]): RotationDone {
      const plans = await findAll(ids);
      if (!plans.ok) return plans;
      const idle = plans.value.filter((plan) => !plan.paused);
      return ledger.append(...idle.map((plan) => lineOf(plan, plan.old, { event: 'paused' })));
    },

    /**
     * Rotations that were handed over to a colleague go on here only if the person agrees in the system's dialog. Otherwise the person and
     * the colleague could both make new keys.
     */
    async unpause(ids: readonly string[]): RotationDone {
      const plans = await findAll(ids);
      if (!plans.ok) return plans;
      const paused = plans.value.filter((plan) => plan.paused);
      const campaigns = new Set(paused.flatMap(({ campaign }) => campaign ?? []));
      const handed = [...campaigns].filter((campaign) => book.handedOverTo(campaign) !== null);
      const names = [...new Set(handed.map(book.handedOverTo))].join(', ');
      if (handed.length > 0) {
        const isWanted = await ask({
          message: 'Go on with these rotations here?',
          detail: `They were handed over to ${names}. Where two people go on with a rotation, two new keys are made for its user. Go on here only if nobody has taken the file over.`,
          button: 'Go on here',
        });
        if (!isWanted || isLocked()) return success(null);
      }
      return ledger.append(
        ...handed.map((campaign) => ({ plan: campaign, ...noKey, event: 'campaign-kept' }) as const),
        ...paused.map((plan) => lineOf(plan, plan.old, { event: 'resumed' })),
      );
    },

    /** Deactivates old keys whose new keys are confirmed, one after the other. Returns once the run has started. */
    async deactivateMany({ ids, confirmation }: DeactivateRequest): RotationDone {
      const plans = await findAll(ids);
      if (!plans.ok) return plans;
      if (plans.value.some((plan) => list.row(plan).next !== 'deactivate'))
        return failed({ kind: 'rotation-not-next' });
      const { length } = plans.value;
      if (!isCountTyped(length, confirmation)) return failed({ kind: 'confirmation-needed', keys: length });
      const itemOf = ({ id, keyName }: Plan) => ({ keyName, work: () => tried(id, () => steps.deactivate(id)) });
      return many.start('deactivating', plans.value.map(itemOf));
    },

    /**
     * Deletes old keys whose waiting time has passed, one after the other. Returns once the run has started. Security: to delete more than
     * one, the person must agree in the system's dialog, which no page can answer.
     */
    async deleteDue(ids: readonly string[]): RotationDone {
      const plans = await findAll(ids);
      if (!plans.ok) return plans;
      const early = plans.value.find((plan) => !isDue(plan, now()) || plan.paused);
      if (early !== undefined) return failed({ kind: 'rotation-not-due', keyName: early.keyName });
      if (plans.value.length > 1 && (!(await ask(deletionOf(plans.value))) || isLocked())) return success(null);
      const itemOf = ({ id, keyName }: Plan) => ({ keyName, work: () => tried(id, () => steps.remove(id)) });
      return many.start('deleting', plans.value.map(itemOf));
    },
  };
}
