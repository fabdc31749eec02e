import { failed, type Outcome, success } from '../basics/outcome.ts';
import { parsePolicy } from './policy-file.ts';
import type { PolicySource } from './policy-reading.ts';
import type { RunTool } from './run-tool.ts';
import { readTrustedFile, type Trust } from './trusted-file.ts';

const FOLDER = '/Library/Managed Preferences';
const DOMAIN = 'dev.keydesk.app';
const PLUTIL = '/usr/bin/plutil';

/**
 * The policies that a device management of macOS has installed: the computer's first, then the person's. Only forced values stand in
 * these files, which the system writes as root.
 */
export async function readManagedPreferences(
  run: RunTool,
  userName: string,
  trust: Trust = { owners: [0], from: FOLDER },
): Promise<readonly PolicySource[]> {
  const files = [`${trust.from}/${DOMAIN}.plist`, `${trust.from}/${userName}/${DOMAIN}.plist`];
  const found = await Promise.all(
    files.map(async (source): Promise<readonly PolicySource[]> => {
      const read = await readTrustedFile(source, trust);
      if (!read.ok) return [{ source, refused: read.problem }];
      if (read.value === null) return [];
      const json = await run(PLUTIL, ['-convert', 'json', '-o', '-', '-'], read.value);
      const values = json.ok ? parsePreferences(json.value) : json;
      return [values.ok ? { source, values: values.value } : { source, refused: values.problem }];
    }),
  );
  return found.flat();
}

/** Beside our own values the system keeps those of the profile itself (`PayloadUUID` and others). */
export function parsePreferences(json: string): Outcome<ReadonlyMap<string, unknown>, string> {
  const values = parsePolicy(Buffer.from(json));
  if (!values.ok) return failed(values.problem);
  return success(new Map([...values.value].filter(([name]) => !name.startsWith('Payload'))));
}
