import { join } from 'node:path';
import { success } from '../../basics/outcome.ts';
import { writePrivateFile } from '../../files/private-file.ts';
import { csvLine } from '../../report/csv.ts';
import type { LineProblem, PreviewLine } from './preview.ts';

const COLUMNS = ['line', 'user', 'display name', 'old key', 'result', 'why'];

/** The words of a line's problem. */
export type Explain = (problem: LineProblem) => string;

/**
 * Writes beside the packets for which lines of the preview no key is made, and why, so that the person can correct them afterwards. A line that
 * would be made is here because the person has left it out. Without such lines there is no file.
 */
export async function writeLeftOut(folder: string, lines: readonly PreviewLine[], explain: Explain) {
  const rows = lines
    .toSorted((a, b) => a.line - b.line)
    .map(({ line, userName, user, old, verdict, problem }) => {
      const result = verdict === 'ready' || verdict === 'no-key' ? 'left out' : verdict.replaceAll('-', ' ');
      return csvLine([
        line,
        userName,
        user?.displayName ?? null,
        old?.name ?? null,
        result,
        problem && explain(problem),
      ]);
    });
  return rows.length === 0
    ? success(null)
    : writePrivateFile(join(folder, 'left-out.csv'), [csvLine(COLUMNS), ...rows]);
}
