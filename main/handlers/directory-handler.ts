import type { IDirectoryImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { Directory } from '../directory/directory.ts';
import type { DirectoryListing, DomainHits } from '../directory/directory-contract.ts';
import type { Calls } from './bind-interface.ts';
import { inWords, toFailure } from './failure-sentences.ts';
import type { Respond } from './respond.ts';
import type { RunningCalls } from './running-calls.ts';

const toListing = ({ incomplete, ...listing }: DirectoryListing) => ({
  ...listing,
  incomplete: incomplete && toFailure(incomplete.problem),
});

const toHits = (found: readonly DomainHits[]) => ({ domains: found.map(inWords) });

export function directoryHandler(respond: Respond, calls: RunningCalls, directory: Directory): Calls<IDirectoryImpl> {
  return {
    ListDomains: (call) =>
      calls.run(call, (signal) => respond(() => directory.list({ fresh: true }, signal), toListing)),
    FindUsers: (call, query) => calls.run(call, (signal) => respond(() => directory.findUsers(query, signal))),
    FindUsersEverywhere: (call, text) =>
      calls.run(call, (signal) => respond(() => directory.findUsersEverywhere(text, signal), toHits)),
    GetUser: (call, owner) => calls.run(call, (signal) => respond(() => directory.getUser(owner, signal))),
    Cancel: (call) => calls.cancel(call),
  };
}
