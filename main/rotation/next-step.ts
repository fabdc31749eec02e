import { failed, type Outcome, success } from '../basics/outcome.ts';
import { printable } from '../basics/printable.ts';
import { secretBusy } from '../secret/secret-busy.ts';
import type { Ledger } from './ledger.ts';
import type { Plan } from './plan.ts';
import { canClaim, nextOf } from './plan-row.ts';
import type { RotateSaved } from './rotate-saved.ts';
import type { NextProblem, RotationsOptions, StepProblem } from './rotation-contract.ts';
import { lineOf, type Steps } from './steps.ts';

interface NextStepOptions extends Pick<RotationsOptions, 'creations' | 'secrets' | 'usage' | 'ask' | 'isLocked'> {
  readonly ledger: Pick<Ledger, 'append'>;
  readonly steps: Steps;
  readonly rotateSaved: Pick<RotateSaved, 'goOn'>;
  /** ISO 8601. */
  readonly now: () => string;
}

type Done = Promise<Outcome<null, NextProblem>>;
const asDone = (done: Outcome<unknown, NextProblem>): Outcome<null, NextProblem> => (done.ok ? success(null) : done);

/** What the button *Next step* does, and what happens when the person confirms what Keydesk cannot see. */
export function createNextStep(options: NextStepOptions) {
  const { ledger, steps, rotateSaved, creations, secrets, usage, ask, isLocked, now } = options;
  const hasSecret = ({ creation }: Plan) => creation !== null && secrets.holds(creation);
  const goOn = (id: string) => rotateSaved.goOn(id, new AbortController().signal);

  async function takeWord(plan: Plan): Promise<Outcome<null, StepProblem>> {
    if (plan.made === null) return failed({ kind: 'rotation-not-next' });
    const handedOver = lineOf(plan, plan.made, { event: 'handed-over', way: 'word', to: null });
    const confirmed = lineOf(plan, plan.made, { event: 'confirmed', proof: 'word' });
    const held = lineOf(plan, plan.made, { event: 'secret-held' });
    const before = { made: [handedOver], lost: [held, handedOver] };
    return ledger.append(...(plan.phase === 'made' || plan.phase === 'lost' ? before[plan.phase] : []), confirmed);
  }

  /**
   * The person says that they have the secret that Keydesk has lost. Keydesk cannot check this, and deactivates the old key because of it.
   * So the system's dialog asks. Before the ledger gets the line, the creation is ended, since its notice offers to delete the key.
   */
  async function takeSecretsWord({ id, newKey, made }: Plan): Done {
    const isSure = await ask({
      message: `Do you have the secret key of ${printable(newKey.name)}?`,
      detail: `Keydesk does not have it, and nobody can show it again. Go on only if it is stored where it is used, with the access key ${printable(made?.accessKey ?? '')}: the old key is given up because of it.\n\nIf you are not sure, cancel: Next step deletes this key and makes another one.`,
      button: 'I have it',
    });
    if (!isSure || isLocked()) return success(null);
    return steps.step(id, async (plan) => {
      if (!canClaim(plan)) return failed({ kind: 'rotation-not-next' });
      const left = await creations.leave(plan.creation ?? '');
      return left.ok || left.problem.kind === 'creation-unknown' ? takeWord(plan) : left;
    });
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
    // While a secret is open or being made, no other key can be made, and the open secret may be that of this key. So nothing is deleted.
    const busy = secretBusy(creations.making(), secrets.inTheWay());
    if (busy !== null) return failed(busy);
    const removed = await steps.removeNew(id);
    if (!removed.ok) return removed;
    // For a packet, the campaign makes the key again.
    if (how === 'packet') return success(null);
    return how === 'saved' ? goOn(id) : asDone(await steps.make(id, { quiet: false }));
  }

  async function next(plan: Plan, word: boolean): Done {
    const { id, how } = plan;
    const step = nextOf(plan, now(), hasSecret);
    if (word && (step === 'hand-over' || step === 'test' || step === 'confirm')) return takeWord(plan);
    if (word && step === 'make-again')
      return canClaim(plan) ? takeSecretsWord(plan) : failed({ kind: 'rotation-not-next' });
    // The rotation's campaign makes the key and its packet, without a dialog.
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
