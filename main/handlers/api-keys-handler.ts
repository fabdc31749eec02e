import type { IApiKeysImpl, ApiKeysState as ShownState } from '../../bridge/generated/browser/keydesk.ts';
import type { ApiKeys, ApiKeysState } from '../computer-key/api-keys.ts';
import type { Unfinished } from '../computer-key/computer-key-problem.ts';
import type { Calls } from './bind-interface.ts';
import { toFailure } from './failure-sentences.ts';
import { carryOut, type Respond } from './respond.ts';
import type { RunningCalls } from './running-calls.ts';

export function apiKeysHandler(respond: Respond, calls: RunningCalls, apiKeys: ApiKeys): Calls<IApiKeysImpl> {
  return {
    ListApiKeys: (call) => calls.run(call, (signal) => respond(() => apiKeys.list(signal))),
    StaySignedIn: () => respond(apiKeys.stay),
    ReplaceKey: () => respond(apiKeys.replace),
    StopWork: () => carryOut(respond, apiKeys.stop),
    DeleteApiKey: (fingerprint) => respond(() => apiKeys.remove(fingerprint)),
    Finish: (operation) => respond(() => apiKeys.finish(operation)),
    Leave: (operation) => respond(() => apiKeys.leave(operation)),
    SignOutAndDeleteKey: (account) => respond(() => apiKeys.signOut(account)),
  };
}

/** What the person can do about work that was interrupted. */
const waysOf: Readonly<Record<Unfinished, ShownState['unfinished'][number]['ways']>> = {
  unclear: ['finish', 'leave'],
  unused: ['finish', 'delete', 'leave'],
  orphaned: ['delete', 'leave'],
  'old-left': ['finish', 'leave'],
  'undo-left': ['finish', 'leave'],
  'sign-out-left': ['finish', 'leave'],
};

/** The work on this computer's key as the page shows it. */
export const shownKeyWork = ({ work, unfinished }: ApiKeysState): ShownState => ({
  work,
  unfinished: unfinished.map(({ what, ...each }) => {
    const failure = toFailure({ kind: 'api-key-unfinished', what, fingerprint: each.fingerprint });
    return { ...each, failure, ways: waysOf[what] };
  }),
});
