import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { Creations } from '../keys/creations.ts';
import { secretBusy } from '../secret/secret-busy.ts';
import type { Secrets } from '../secret/secret-contract.ts';
import type { Usage } from '../usage/create-usage.ts';
import type { Ledger } from './ledger.ts';
import type { Plan } from './plan.ts';
import { nextOf } from './plan-row.ts';
import type { RotateSaved, SavedProblem } from './rotate-saved.ts';
import { lineOf, type Steps } from './steps.ts';

/** Keydesk cannot know it: the person must say that the new key is where it is used. */
export type WordNeeded = { readonly kind: 'rotation-word-needed' };
export type NextProblem = SavedProblem | WordNeeded;

export interface NextStepOptions {
  readonly ledger: Pick<Ledger, 'append'>;
  readonly steps: Steps;
  readonly rotateSaved: Pick<RotateSaved, 'goOn'>;
  readonly creations: Pick<Creations, 'resume' | 'showAgain'>;
  readonly secrets: Pick<Secrets, 'current' | 'holds'>;
  readonly usage: Pick<Usage, 'saved' | 'readiness'>;
  /** ISO 8601. */
  readonly now: () => string;
}

type Done = Promise<Outcome<null, NextProblem>>;
const asDone = (done: Outcome<unknown, NextProblem>): Outcome<null, NextProblem> => (done.ok ? success(null) : done);

/** What the button *Next step* does, and the person's word that stands in for what Keydesk cannot see. */
export function createNextStep({ ledger, steps, rotateSaved, creations, secrets, usage, now }: NextStepOptions) {
  const hasSecret = ({ creation }: Plan) => creation !== null && secrets.holds(creation);
  const goOn = (id: string) => rotateSaved.goOn(id, new AbortController().signal);

  async function takeWord(plan: Plan): Done {
    if (plan.made === null) return failed({ kind: 'rotation-not-next' });
    const handedOver = lineOf(plan, plan.made, { event: 'handed-over', way: 'word', to: null });
    const confirmed = lineOf(plan, plan.made, { event: 'confirmed', proof: 'word' });
    return ledger.append(...(plan.phase === 'made' ? [handedOver, confirmed] : [confirmed]));
  }

  async function showSecret({ creation }: Plan): Done {
    if (creation === null) return failed({ kind: 'secret-gone' });
    if (secrets.current()?.handle === creation) return success(null);
    const shown = await creations.showAgain(creation);
    if (shown.ok) return shown;
    // If the secret still waits in the keychain, this opens its dialog.
    await creations.resume();
    return secrets.current()?.handle === creation ? success(null) : shown;
  }

  async function startTest({ creation, made }: Plan): Done {
    const handle = creation ?? '';
    if (secrets.current()?.handle === handle) return usage.readiness.start({ kind: 'open', handle }, null);
    const saved = usage.saved.state().find(({ accessKey }) => accessKey === made?.accessKey);
    return saved
      ? usage.readiness.start({ kind: 'saved', id: saved.id }, null)
      : failed({ kind: 'rotation-word-needed' });
  }

  async function makeAgain({ id, how }: Plan): Done {
    // Nothing is deleted while another secret is open, since no key could be made then. The open secret may even be that of this key.
    const busy = secretBusy(null, secrets.current());
    if (busy !== null) return failed(busy);
    const removed = await steps.removeNew(id);
    if (!removed.ok) return removed;
    // For a packet, the campaign makes the other key.
    if (how === 'packet') return success(null);
    return how === 'saved' ? goOn(id) : asDone(await steps.make(id, { quiet: false }));
  }

  async function next(plan: Plan, word: boolean): Done {
    const { id, how } = plan;
    const step = nextOf(plan, now(), hasSecret(plan));
    if (word && (step === 'hand-over' || step === 'test' || step === 'confirm')) return takeWord(plan);
    // Its campaign makes the key and its packet, without a dialog.
    if (how === 'packet' && (step === 'make' || step === 'hand-over' || step === 'make-again'))
      return failed({ kind: 'rotation-not-next' });
    if (how === 'saved' && (step === 'make' || step === 'install' || step === 'deactivate')) return goOn(id);
    switch (step) {
      case 'make':
        return asDone(await steps.make(id, { quiet: false }));
      case 'hand-over':
        return showSecret(plan);
      case 'test':
        return startTest(plan);
      case 'confirm':
        return failed({ kind: 'rotation-word-needed' });
      case 'deactivate':
        return steps.deactivate(id);
      case 'delete':
        return steps.remove(id);
      case 'make-again':
        return makeAgain(plan);
      default:
        return failed({ kind: 'rotation-not-next' });
    }
  }

  return { next, makeAgain, hasSecret };
}
