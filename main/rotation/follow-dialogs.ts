import type { OpenSecret } from '../../bridge/values/secret.ts';
import { createSerialQueue } from '../basics/serial-queue.ts';
import type { Ledger } from './ledger.ts';
import type { Plan } from './plan.ts';
import type { HandedOverBy } from './plan-events.ts';
import { isMine } from './plan-row.ts';
import type { RotationsOptions } from './rotation-contract.ts';
import type { Steps } from './steps.ts';

interface FollowDialogsOptions
  extends Pick<RotationsOptions, 'accounts' | 'creations' | 'secrets' | 'usage' | 'history' | 'isLocked' | 'onDefect'> {
  readonly ledger: Ledger;
  readonly steps: Pick<Steps, 'add'>;
}

/**
 * Moves a guided rotation on when the person uses the common dialogs: hands the new key's secret over, saves it on this computer, stores
 * and closes it, or tests the key with success. If the person closes the secret without storing it, the rotation notes that it is lost.
 */
export function followDialogs(options: FollowDialogsOptions): void {
  const { ledger, steps, accounts, creations, secrets, usage, history, isLocked, onDefect } = options;
  const queue = createSerialQueue();
  /** By the secret's handle: how the secret reached the program or person that uses it. An entry is removed once the ledger has it. */
  const ways = new Map<string, HandedOverBy | 'lost'>();
  let last: OpenSecret | null = null;

  const open = (is: (plan: Plan) => boolean) =>
    ledger.plans().find((plan) => plan.ended === null && plan.how !== 'saved' && is(plan));

  /** False if the secret left memory for another reason, for example because another secret was opened: it is still in the vault. */
  async function isClosedForGood(plan: Plan): Promise<boolean> {
    if (!isMine(plan, accounts.current())) return false;
    const found = await creations.find(plan.creation ?? '');
    return found.ok && (found.value === null || found.value.phase === 'closing');
  }

  async function writeWays() {
    for (const [handle, way] of ways) {
      const plan = open(({ creation }) => creation === handle);
      // The secret belongs to no rotation, or the ledger has its handover already.
      if (plan === undefined || !['making', 'made'].includes(plan.phase)) ways.delete(handle);
      if (plan?.made == null || plan.phase !== 'made') continue;
      if (way === 'lost') {
        const isLost = await isClosedForGood(plan);
        const written = isLost ? await steps.add(plan, plan.made, { event: 'secret-lost' }) : null;
        if (written === null || written.ok) ways.delete(handle);
        continue;
      }
      const done = (await history.of(plan.made.accessKey)).at(-1);
      const how = way === 'word' ? (done?.how ?? 'stored') : way;
      const written = await steps.add(plan, plan.made, { event: 'handed-over', way: how, to: done?.to ?? null });
      if (written.ok) ways.delete(handle);
    }
  }
  const follow = (work: () => Promise<unknown>) => void queue(work).catch(onDefect);

  secrets.subscribe(() => {
    const shown = secrets.current();
    const isClosed = last !== null && shown?.handle !== last.handle && !isLocked();
    if (last !== null && isClosed) {
      if (last.acknowledged || last.copied) ways.set(last.handle, 'stored');
      else if (!ways.has(last.handle)) ways.set(last.handle, 'lost');
    }
    // `word` is a placeholder: the history has the real way.
    if (shown?.handedOver) ways.set(shown.handle, 'word');
    else if (shown?.saved) ways.set(shown.handle, 'installed');
    last = shown;
    follow(writeWays);
  });
  ledger.subscribe(() => {
    if (ways.size > 0) follow(writeWays);
  });

  usage.readiness.subscribe((state) => {
    if (state.kind !== 'ended' || state.how !== 'ready') return;
    const { source } = state;
    const accessKey = source.kind === 'saved' ? usage.saved.noted(source.id)?.accessKey : null;
    follow(async () => {
      const plan = open(({ creation, made }) =>
        source.kind === 'open' ? creation === source.handle : made !== null && made.accessKey === accessKey,
      );
      const isNews = plan?.phase === 'handed-over' || (plan?.phase === 'made' && !plan.proved);
      // If the ledger cannot be written, the rotation still waits for its proof, and its row says so.
      if (plan !== undefined && isNews) await steps.add(plan, plan.made, { event: 'confirmed', proof: 'test' });
    });
  });
}
