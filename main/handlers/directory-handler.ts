import type { IDirectoryImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { Directory, DirectoryListing } from '../directory/directory-contract.ts';
import type { Answer } from './answer.ts';
import { toFailure } from './failure-sentences.ts';
import type { RunningCalls } from './running-calls.ts';

export interface DirectoryHandlerOptions {
  readonly answer: Answer;
  readonly calls: RunningCalls;
  readonly directory: Directory;
}

function toListing({ tenancyName, compartments, domains, unreadable, incomplete }: DirectoryListing) {
  return {
    tenancyName,
    compartments: compartments.map((compartment) => ({ ...compartment, path: [...compartment.path] })),
    domains: domains.map((domain) => ({ ...domain })),
    unreadable,
    incomplete: incomplete && toFailure(incomplete.problem),
  };
}

export function directoryHandler({ answer, calls, directory }: DirectoryHandlerOptions): IDirectoryImpl {
  return {
    ListDomains: (call) =>
      calls.run(call, (signal) => answer(() => directory.list({ fresh: true }, signal), toListing)),
    FindUsers: (call, query) =>
      calls.run(call, (signal) =>
        answer(
          () => directory.findUsers(query, signal),
          ({ users, ...page }) => ({ ...page, users: users.map((user) => ({ ...user })) }),
        ),
      ),
    GetUser: (call, owner) =>
      calls.run(call, (signal) =>
        answer(
          () => directory.getUser(owner, signal),
          (user) => ({ ...user }),
        ),
      ),
    Cancel: (call) => calls.cancel(call),
  };
}
