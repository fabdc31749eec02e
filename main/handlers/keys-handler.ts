import type { IKeysImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { Keys } from '../keys/keys.ts';
import type { Calls } from './bind-interface.ts';
import type { Respond } from './respond.ts';
import type { RunningCalls } from './running-calls.ts';

export function keysHandler(respond: Respond, calls: RunningCalls, keys: Keys): Calls<IKeysImpl> {
  return {
    ListKeys: (call, owner) => calls.run(call, (signal) => respond(() => keys.list(owner, signal))),
    RenameKey: (owner, key, name) => respond(() => keys.rename(owner, key, name)),
    SetKeyStatus: (owner, key, status) => respond(() => keys.setStatus(owner, key, status)),
    DeleteKey: (owner, key) => respond(() => keys.remove(owner, key)),
  };
}
