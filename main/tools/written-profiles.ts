import { z } from 'zod';
import type { ProfileRequest } from '../../bridge/values/usage.ts';
import { judge } from '../basics/judge.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { StoredValue } from '../basics/stored-value.ts';
import { fileReason } from '../files/file-reason.ts';
import type { FileProblem } from '../files/private-file.ts';
import { toolProfiles } from './tool-profiles.ts';
import type { WrittenProfile } from './tools-contract.ts';

export type WrittenProfilesStore = StoredValue<readonly WrittenProfile[]>;

const label = z.string().max(512);
const writtenSchema = z.object({
  tool: z.custom<ProfileRequest['tool']>((tool) => typeof tool === 'string' && Object.hasOwn(toolProfiles, tool)),
  name: label,
  region: label.nullable(),
  bucket: label.nullable(),
  accessKey: label,
});

/** The most profiles that are remembered: the latest ones. */
const MOST = 2000;

/** Remembers into which tools' files a key was written, so that a new key can take its place there. It never holds a secret. */
export function createWrittenProfiles(store: WrittenProfilesStore) {
  const stored = store.read();
  const entries: unknown[] = Array.isArray(stored) ? stored : [];
  let profiles: readonly WrittenProfile[] = entries.flatMap((entry) => judge(writtenSchema, entry).data ?? []);

  return {
    of: (accessKey: string): readonly WrittenProfile[] => profiles.filter((each) => each.accessKey === accessKey),
    /**
     * From now on a profile of that name belongs to this key. If that cannot be noted, it is a problem, and the profile can be written
     * again: without the note a rotation would not find the profile, and would deactivate the key in it.
     */
    add({ tool, name, region, bucket }: ProfileRequest, accessKey: string): Outcome<null, FileProblem> {
      const others = profiles.filter((each) => each.tool !== tool || each.name !== name);
      const next = [...others, { tool, name, region, bucket, accessKey }].slice(-MOST);
      try {
        store.write(next);
      } catch (error) {
        const file = "Keydesk's note of this profile";
        return failed({ kind: 'file-unwritable', file, reason: fileReason(error) });
      }
      profiles = next;
      return success(null);
    },
  };
}

export type WrittenProfiles = ReturnType<typeof createWrittenProfiles>;
