import type { Backup } from '../../bridge/values/usage.ts';
import type { Question } from '../basics/question.ts';
import { maskLines } from './mask-lines.ts';
import type { PlannedPiece, PlanRequest } from './profile-plan.ts';
import { shownPath } from './tool-files.ts';

/** What the question says about a copy of the file. */
const BACKUPS: Record<Backup, string> = {
  'to-make': 'A copy of the file as it is now is kept beside it.',
  'made-before': 'The copy from before Keydesk first changed this file stays beside it; no other is made.',
  none: 'No copy of the file is made.',
};
/** The most removed lines that a dialog shows: more would push its buttons off the screen. */
const MOST_LINES = 12;

/**
 * The question to the person before this is written; null: none. A page could answer a question of its own. So the system's dialog asks
 * about what cannot be undone: a profile that is removed, and a secret that leaves the keychain for a file.
 */
export function writeQuestion(plan: readonly PlannedPiece[], { request, key, env }: PlanRequest): Question | null {
  const files = plan.flatMap(({ file, piece }) => (file ? [{ ...file, holdsSecret: piece.holdsSecret }] : []));
  const pathOf = ({ found }: (typeof files)[number]) => shownPath(found.path, env);
  const replaced = files.filter(({ merged }) => merged.change === 'replaced');
  if (replaced.length > 0) {
    return {
      message: `Replace the profile ${request.name}?`,
      detail: replaced
        .map(
          (file) =>
            `This goes from ${pathOf(file)}:\n\n${cut(maskLines(file.merged.replaced ?? ''))}\n\n${BACKUPS[file.backup]}`,
        )
        .join('\n\n'),
      button: 'Replace',
    };
  }
  const inClear = files.filter(({ merged, holdsSecret }) => holdsSecret && merged.change !== 'same');
  if (request.source.kind !== 'saved' || inClear.length === 0) return null;
  return {
    message: `Write the secret key of ${key.savedName ?? key.keyName} into a file?`,
    detail: `It is in the keychain now. In ${inClear.map(pathOf).join(' and ')} it stands in clear: anybody who can read the file can use the key.`,
    button: 'Write',
  };
}

function cut(text: string): string {
  const lines = text.trimEnd().split('\n');
  return lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), '…'].join('\n') : lines.join('\n');
}
