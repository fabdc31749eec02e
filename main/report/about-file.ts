import { basename } from 'node:path';
import { z } from 'zod';
import { judgeJson } from '../basics/judge.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { readPrivateFile, reasonOfFile } from '../files/private-file.ts';

/** In bytes: enough for ten thousand domains with a reason each. */
const MOST_BYTES = 24 * 1024 * 1024;

/** The members by which Keydesk recognises a file of its own: see `aboutCsv`. */
const aboutSchema = z.object({ version: z.number(), file: z.string(), rows: z.number(), sha256: z.string() });

type AboutFile = { readonly path: string; readonly name: string };
/** `reason` ends a sentence. */
type AboutTaken = { readonly file: string; readonly reason: string };

/**
 * The file beside an exported CSV file. The save dialog asks before it replaces a CSV file, but not before it replaces this file. So this
 * file is replaced only if Keydesk wrote it for a CSV file of the same name. To be called before anything is written.
 */
export async function aboutFileOf(csv: string): Promise<Outcome<AboutFile, AboutTaken>> {
  const about = { path: `${csv}.about.json`, name: basename(csv) };
  const taken = (reason: string) => failed<AboutTaken>({ file: about.path, reason });
  const found = await readPrivateFile(about.path, MOST_BYTES);
  if (!found.ok) return taken(reasonOfFile(found.problem));
  return found.value === null || isAbout(found.value, about.name)
    ? success(about)
    : taken('there is another file of that name, which Keydesk did not write');
}

const isAbout = (bytes: Buffer, name: string): boolean => judgeJson(aboutSchema, bytes.toString('utf8'))?.file === name;
