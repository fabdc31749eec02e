import type { IKeysImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { KeyListing, Keys } from '../keys/keys.ts';
import { type Answer, nothing } from './answer.ts';
import type { RunningCalls } from './running-calls.ts';

export interface KeysHandlerOptions {
  readonly answer: Answer;
  readonly calls: RunningCalls;
  readonly keys: Keys;
}

const toListing = ({ keys, offers, ...listing }: KeyListing) => ({
  ...listing,
  keys: keys.map((key) => ({ ...key, status: { ...key.status }, history: key.history.map((each) => ({ ...each })) })),
  offers: { ...offers },
});

export function keysHandler({ answer, calls, keys }: KeysHandlerOptions): IKeysImpl {
  return {
    ListKeys: (call, owner) => calls.run(call, (signal) => answer(() => keys.list(owner, signal), toListing)),
    RenameKey: (owner, key, name) => answer(() => keys.rename(owner, key, name), nothing),
    SetKeyStatus: (owner, key, status) => answer(() => keys.setStatus(owner, key, status), nothing),
    DeleteKey: (owner, key) => answer(() => keys.remove(owner, key), nothing),
  };
}
