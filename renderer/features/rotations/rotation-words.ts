import type {
  NextStep,
  RotationDetails,
  RotationRow,
  RotationStep,
  RotationView,
} from '../../../bridge/values/rotation.ts';
import { rotationSteps } from '../../../bridge/values/rotation-steps.ts';
import { countWords, formatDay, instantOf } from '../../ui/dates.ts';

/** "1 rotation", "30 rotations" */
export const rotationsWords = (count: number): string => countWords(count, 'rotation');

/** "1 old key", "30 old keys" */
export const oldKeysWords = (count: number): string => countWords(count, 'old key');

/** `events`: those of the ledger that say when the step was done. */
const steps: Readonly<Record<RotationStep, { readonly words: string; readonly events: readonly string[] }>> = {
  chosen: { words: 'Chosen', events: ['chosen'] },
  made: { words: 'New key made', events: ['made'] },
  'handed-over': { words: 'Handed over', events: ['handed-over'] },
  tested: { words: 'Confirmed', events: ['confirmed'] },
  deactivated: { words: 'Old key deactivated', events: ['deactivated', 'waiting'] },
  observed: { words: 'Waiting time over', events: [] },
  deleted: { words: 'Old key deleted', events: ['deleted'] },
};

/** The words for a step in a rotation of this kind. */
export const stepWords = (step: RotationStep, how: RotationRow['how'] | null = null): string => {
  if (step === 'handed-over' && how === 'saved') return 'Put in place';
  if (step === 'handed-over' && how === 'packet') return 'Packet written';
  return steps[step].words;
};

const ends = { done: 'Done', skipped: 'Skipped', stopped: 'Stopped', gone: 'Old key gone' } as const;

/** False for a tenancy without identity domains. Oracle cannot deactivate keys there, so the old key stays active. */
export const hasDomain = ({ domainName }: Pick<RotationRow, 'domainName'>): boolean => domainName !== null;

const leftActive = 'Old key left active';

/** The column *Step*. */
export const rowStep = (row: RotationRow): string => {
  const { step, how, ended, waitsFor, canUndo } = row;
  if (ended !== null) return ends[ended];
  const isLeftActive = !hasDomain(row) || (waitsFor.kind === 'time' && !canUndo);
  return step === 'deactivated' && isLeftActive ? leftActive : stepWords(step, how);
};

const tasks = {
  make: 'make the new key',
  'hand-over': 'hand it over',
  install: 'put it in place',
  test: 'test it',
  confirm: 'say that it is used',
  deactivate: 'deactivate the old key',
  delete: 'delete the old key',
  'make-again': 'make it again',
} as const satisfies Record<NextStep, string>;

/** The column *Waits for*. */
export const waitsWords = ({ waitsFor, how, next, ended }: RotationRow): string => {
  if (ended !== null) return '–';
  switch (waitsFor.kind) {
    case 'person':
      return next === null
        ? 'You'
        : `You: ${how === 'packet' && next === 'hand-over' ? 'write its packet' : tasks[next]}`;
    case 'recipient':
      return 'The recipient’s receipt';
    case 'time': {
      const until = instantOf(waitsFor.until);
      return until === null ? 'Its time' : `Until ${formatDay(until)}`;
    }
    case 'account':
      return `Sign in as ${waitsFor.name}`;
    case 'service':
    case 'file':
      return waitsFor.failure.happened;
    case 'running':
      return 'Keydesk';
    case 'paused':
      return 'Paused';
    case 'nothing':
      return '–';
  }
};

/** Until when the old key waits for its deletion, and what can be done until then. */
export const waitingSentence = (row: RotationRow): string =>
  `${waitsWords(row)}. ${row.canUndo ? 'If a program fails that used the old key, Undo activates the key again.' : 'The old key is still active.'}`;

/** What *Next step* does, in a sentence or two. */
export const nextWords = (
  next: NextStep,
  row: Pick<RotationRow, 'owner' | 'displayName' | 'domainName' | 'how' | 'canClaim'>,
): string => {
  const { owner, displayName, how, canClaim } = row;
  return {
    make:
      how === 'packet'
        ? 'Keydesk makes the new key and its packet.'
        : 'Keydesk makes the new key, and shows its secret key this one time.',
    'hand-over':
      how === 'packet'
        ? 'Keydesk writes the packet. If nobody has the new secret key, it deletes that key and makes another one.'
        : 'Opens the new secret key again, to be handed over or stored.',
    install: 'Puts the new key in place of the old one on this computer.',
    test: 'Tries the new key at Object Storage.',
    confirm:
      how === 'packet'
        ? `Without the receipt: press Next step only if ${displayName} has told you that the new key is in use.`
        : `Press Next step when ${owner.kind === 'self' ? '' : `${displayName} has told you that `}the new key works where the old one was used.`,
    deactivate: hasDomain(row)
      ? 'From then on the old key is refused. Undo activates it again.'
      : 'A tenancy without identity domains deactivates no key: the old one stays active, and its waiting time begins.',
    delete: 'A deleted key cannot be brought back.',
    'make-again': canClaim
      ? 'Keydesk does not have the new secret key. Next step deletes that key and makes another one. If you have the secret key, press I have the secret key.'
      : 'Nobody has the new secret key. Keydesk deletes that key, and makes another one.',
  }[next];
};

export interface StepLine {
  readonly step: RotationStep;
  readonly text: string;
  readonly state: 'done' | 'next' | 'later';
  /** When the step was done. Null: unknown, or not done yet. */
  readonly at: string | null;
}

/** The steps of a rotation, in order. Without an old key, the steps for the old key are left out. */
export const stepLines = ({ row, events }: Pick<RotationDetails, 'row' | 'events'>): readonly StepLine[] => {
  const reached = rotationSteps.indexOf(row.step);
  const shown = row.accessKey === null ? rotationSteps.slice(0, rotationSteps.indexOf('deactivated')) : rotationSteps;
  const isLeftActive = !hasDomain(row) || events.some(({ event }) => event === 'waiting');
  return shown.map((step, index) => ({
    step,
    text: step === 'deactivated' && isLeftActive ? leftActive : stepWords(step, row.how),
    state: index <= reached ? 'done' : index === reached + 1 && row.ended === null ? 'next' : 'later',
    at: index > reached ? null : (events.findLast(({ event }) => steps[step].events.includes(event))?.at ?? null),
  }));
};

export const filterWords = {
  open: 'Open',
  waiting: 'Waiting for you',
  due: 'Old key may be deleted',
  ended: 'Ended',
  all: 'All',
} as const satisfies Record<RotationView['filter'], string>;

export const wholeView: RotationView = { filter: 'open', step: null, campaign: null, text: '' };
