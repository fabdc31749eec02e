import type { IUpdatesImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { UpdatesState } from '../../bridge/values/updates.ts';
import type { Updates, UpdatesStanding } from '../updates/create-updates.ts';
import type { Calls } from './bind-interface.ts';
import { toFailure } from './failure-sentences.ts';
import type { Respond } from './respond.ts';

interface UpdatesHandlerOptions {
  readonly respond: Respond;
  readonly updates: Updates;
}

export function updatesHandler({ respond, updates }: UpdatesHandlerOptions): Calls<IUpdatesImpl> {
  return {
    CheckForUpdates: () => respond(updates.check),
    FetchUpdate: () => respond(updates.fetch),
    StopUpdate: () => respond(updates.stop),
    OpenUpdate: () => respond(updates.open),
  };
}

/** What is known of newer versions, as the page sees it. */
export function updatesState(standing: UpdatesStanding): UpdatesState {
  if (standing.kind === 'none') return standing;
  const { problem, ...rest } = standing;
  return { ...rest, failure: problem && toFailure(problem) };
}
