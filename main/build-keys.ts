import type { Clock } from './basics/clock.ts';
import type { SignInParts } from './build-signing-in.ts';
import type { ClipboardGuard } from './clipboard/clipboard-guard.ts';
import { createDirectory } from './directory/directory.ts';
import { createCreations } from './keys/creations.ts';
import type { CreationsOptions } from './keys/creations-contract.ts';
import { createKeyHistory } from './keys/key-history.ts';
import { createKeys } from './keys/keys.ts';
import type { Policy } from './policy/policy.ts';
import type { Report } from './report/report-contract.ts';
import type { Secrets } from './secret/secret-contract.ts';
import { createTools, type ToolSystem } from './tools/tools.ts';
import { createWrittenProfiles, type WrittenProfilesStore } from './tools/written-profiles.ts';
import { createUsage, type UsageOptions } from './usage/create-usage.ts';

export interface KeyNeeds
  extends Pick<UsageOptions, 'vault' | 'ask' | 's3Fetch'>,
    Pick<CreationsOptions, 'journalFile' | 'onQuarantine' | 'onStep' | 'onProblem' | 'onDefect'> {
  readonly clock: Clock;
  readonly policy: Policy;
  readonly historyFile: string;
  readonly savedKeysStore: UsageOptions['store'];
  readonly writtenProfilesStore: WrittenProfilesStore;
  readonly toolSystem: ToolSystem;
}

interface Before {
  readonly signInParts: SignInParts;
  readonly report: Report;
  readonly secrets: Secrets;
  readonly clipboard: ClipboardGuard;
  readonly isLocked: () => boolean;
}

/** Users and their keys: making, using, saving, listing and deleting them, and the profiles of tools. */
export function buildKeys(needs: KeyNeeds, { signInParts, report, secrets, clipboard, isLocked }: Before) {
  const { accounts, client } = signInParts;
  const { vault, clock, policy, ask, onQuarantine, onDefect } = needs;
  const { now } = clock;
  const directory = createDirectory(client);
  const usage = createUsage({
    accounts,
    client,
    policy,
    secrets,
    clipboard,
    vault,
    store: needs.savedKeysStore,
    clock,
    s3Fetch: needs.s3Fetch,
    ask,
    isLocked,
    onDefect,
  });
  const written = createWrittenProfiles(needs.writtenProfilesStore);
  const system = needs.toolSystem;
  const tools = createTools({ usage, policy, secrets, clipboard, system, ask, isLocked, written, now });
  const history = createKeyHistory({ file: needs.historyFile, onQuarantine });
  const creations = createCreations({
    accounts,
    directory,
    policy,
    secrets,
    vault,
    journalFile: needs.journalFile,
    onQuarantine,
    history,
    saved: usage.saved,
    clock,
    isLocked,
    onStep: needs.onStep,
    onProblem: needs.onProblem,
    onDefect,
  });
  // When a key is deleted, these are told in this order, one after another.
  const followers = [creations, secrets, usage.saved, report];
  const keys = createKeys({ directory, policy, history, secrets, followers, onStatus: report.statusSet, now });
  return { directory, usage, tools, history, creations, keys };
}

export type KeyParts = ReturnType<typeof buildKeys>;
