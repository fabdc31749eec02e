import type { BulkOutcome, BulkState } from '../../../bridge/values/bulk.ts';
import { keysWords } from '../../ui/dates.ts';
import { leftWords } from './report-words.ts';

type Running = Extract<BulkState, { kind: 'running' }>;
type Ended = Extract<BulkState, { kind: 'ended' }>;

const running = { delete: 'Deleting keys', deactivate: 'Deactivating keys', activate: 'Activating keys' } as const;
const past = { delete: 'deleted', deactivate: 'deactivated', activate: 'activated again' } as const;

export const runningTitle = ({ action, stopping }: Running): string => (stopping ? 'Stopping' : running[action]);

export const triedOf = ({ counts }: Pick<Running, 'counts'>): number => counts.total - counts.untried;

/** "5 of 12 · ci-deploy of grace.hopper · About 4 s left" */
export const runningWords = (state: Running): string =>
  [
    `${triedOf(state)} of ${state.counts.total}`,
    state.at && `${state.at.keyName} of ${state.at.userName}`,
    state.waiting ? 'Oracle asks to wait' : leftWords(state.secondsLeft),
  ]
    .filter(Boolean)
    .join(' · ');

/** "12 keys deleted. 1 was refused. 3 were not tried." Only outcomes that occurred. */
export const endedSentence = ({ action, counts }: Ended): string => {
  const { done, gone, refused, unclear, untried } = counts;
  const were = (count: number) => (count === 1 ? '1 was' : `${count} were`);
  return [
    `${keysWords(done)} ${past[action]}.`,
    gone > 0 && `${were(gone)} gone already.`,
    refused > 0 && `${were(refused)} refused.`,
    unclear > 0 && `${unclear === 1 ? '1 is' : `${unclear} are`} unclear: the answer was lost.`,
    untried > 0 && `${were(untried)} not tried.`,
  ]
    .filter(Boolean)
    .join(' ');
};

/** What became of one key. */
export const outcomeWords = ({ result, failure }: BulkOutcome, action: Ended['action']): string =>
  ({
    done: past[action].replace(/^./, (first) => first.toUpperCase()),
    gone: 'Gone already',
    refused: failure?.happened ?? 'Refused',
    unclear: 'Unclear: the answer was lost',
    untried: 'Not tried',
  })[result];
