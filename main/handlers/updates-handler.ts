import type { IUpdatesImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { UpdatesState } from '../../bridge/values/updates.ts';
import type { Updates, UpdatesStanding } from '../updates/create-updates.ts';
import type { Calls } from './bind-interface.ts';
import { inWords } from './failure-sentences.ts';
import type { Respond } from './respond.ts';

export function updatesHandler(respond: Respond, updates: Updates): Calls<IUpdatesImpl> {
  return {
    CheckForUpdates: () => respond(updates.check),
    FetchUpdate: () => respond(updates.fetch),
    StopUpdate: () => respond(updates.stop),
    OpenUpdate: () => respond(updates.open),
  };
}

/** What is known of newer versions, as the page sees it. */
export const updatesState = (standing: UpdatesStanding): UpdatesState =>
  standing.kind === 'none' ? standing : inWords(standing);
