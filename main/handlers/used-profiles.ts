import { z } from 'zod';
import { judge } from '../basics/judge.ts';
import { type StoredValue, writeStored } from '../basics/stored-value.ts';

const usedSchema = z.array(z.strictObject({ file: z.string().max(4096), profile: z.string().max(128) })).max(200);
type UsedProfile = z.infer<typeof usedSchema>[number];

const most = 50;

/** The profiles of configuration files that the user signed in with, over restarts. If the store fails, only the order is lost. */
export function createUsedProfiles(store: StoredValue<readonly UsedProfile[]>) {
  let used: readonly UsedProfile[] = judge(usedSchema, store.read()).data ?? [];
  const isOf = (file: string, profile: string) => (one: UsedProfile) => one.file === file && one.profile === profile;

  return {
    note(file: string, profile: string): void {
      const isSame = isOf(file, profile);
      used = [{ file, profile }, ...used.filter((one) => !isSame(one))].slice(0, most);
      // If this cannot be written, the next start shows the earlier order.
      writeStored(store, used);
    },
    /** The profiles that were used, the last one first, then the others in the order of the file. */
    lastUsedFirst<T extends { readonly name: string }>(file: string, profiles: readonly T[]): T[] {
      const rank = ({ name }: T) => {
        const index = used.findIndex(isOf(file, name));
        return index < 0 ? used.length : index;
      };
      return profiles.toSorted((one, other) => rank(one) - rank(other));
    },
  };
}

export type UsedProfiles = ReturnType<typeof createUsedProfiles>;
