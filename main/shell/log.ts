import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import log from 'electron-log/node';
import { redact } from './redact.ts';

export interface Log {
  /** Something that support may want to know. */
  note(text: string): void;
  /** Notes a defect: its text and stack, redacted. Returns the reference under which they stand. */
  defect(error: unknown): string;
}

/** The log for support in the profile folder, redacted before it is written, readable by the person alone, rotated at 1 MiB. */
export function openLog(folder: string): Log {
  log.transports.file.resolvePathFn = () => join(folder, 'main.log');
  log.transports.file.maxSize = 1024 * 1024;
  log.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  log.transports.console.level = false;
  return {
    note: (text) => log.info(redact(text)),
    defect(error) {
      const reference = randomUUID().slice(0, 8);
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      log.error(reference, redact(text));
      return reference;
    },
  };
}
