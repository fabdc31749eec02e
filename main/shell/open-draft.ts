import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { type FileProblem, writePrivateFile } from '../files/private-file.ts';

type NoMailProgram = { readonly kind: 'no-mail-program'; readonly reason: string };

export interface DraftsOptions {
  /** In the profile folder, which only this person may read. */
  readonly folder: string;
  /** Electron's `shell.openPath`: an empty text, or why the system did not open it. */
  readonly openPath: (file: string) => Promise<string>;
  /**
   * Milliseconds. If the system has reported no failure by then, the draft counts as open: some systems answer only when the mail program
   * ends.
   */
  readonly patienceMs?: number;
}

/** Security lines 25 and 26: a draft holds an encrypted file and no secret, only its owner can read it, and it is removed again. */
export function createDrafts({ folder, openPath, patienceMs = 10_000 }: DraftsOptions) {
  /** Each draft has its own folder, since a mail program may still have an earlier draft of the same name open. */
  let count = 0;
  return {
    /** Shows a draft in the program that the system has for it. The file is removed if that fails, at quit, and at the next start. */
    async open(name: string, eml: Uint8Array): Promise<Outcome<null, NoMailProgram | FileProblem>> {
      count += 1;
      const own = join(folder, String(count));
      const file = join(own, name);
      const written = await writePrivateFile(file, eml);
      if (!written.ok) return written;
      const silence = wait(patienceMs, '', { ref: false });
      const reason = await Promise.race([openPath(file).catch(String), silence]);
      if (reason === '') return success(null);
      await rm(own, { recursive: true, force: true });
      return failed({ kind: 'no-mail-program', reason });
    },
    async empty(): Promise<void> {
      await rm(folder, { recursive: true, force: true }).catch(() => {});
    },
  };
}
