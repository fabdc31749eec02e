import { createHmac } from 'node:crypto';
import type { FileProblem } from '../files/private-file.ts';
import { failed, type Outcome, success } from '../outcome.ts';
import type { Place, UsableKey } from '../usage/usage-contract.ts';
import { commandLine } from './command-line.ts';
import type { Malformed } from './ini-lines.ts';
import { type Merged, mergeIni } from './ini-merge.ts';
import { mergeMcAlias } from './json-merge.ts';
import { maskLines } from './mask-lines.ts';
import { type FoundFile, findToolFile, shownPath, type ToolSurroundings } from './tool-files.ts';
import { MASK, type ProfileFacts, type ToolPiece } from './tool-piece.ts';
import { toolProfiles } from './tool-profiles.ts';
import type { ProfileBlock, ProfileRequest, ToolCannotHold, ToolFileMalformed } from './tools-contract.ts';

/** A piece of a profile with what it would do to its file. `shown` is made with the mask, and never held the secret. */
export interface PlannedPiece {
  readonly piece: ToolPiece;
  readonly shown: string;
  readonly file: { readonly found: FoundFile; readonly merged: Merged } | null;
}

export interface PlanRequest {
  readonly request: ProfileRequest;
  readonly key: UsableKey;
  readonly secret: Buffer;
  readonly place: Place;
  readonly surroundings: ToolSurroundings;
  /** The command that runs Keydesk: `credentials NAME` is put behind it. */
  readonly program: readonly string[];
}

/** Makes the profile and looks what would come of it in the tool's own files. Changes nothing. */
export async function planProfile({
  request,
  key,
  secret,
  place,
  surroundings,
  program,
}: PlanRequest): Promise<Outcome<readonly PlannedPiece[], ToolCannotHold | ToolFileMalformed | FileProblem>> {
  const facts: ProfileFacts = {
    name: request.name,
    accessKey: key.accessKey,
    secretKey: secret.toString('utf8'),
    place,
    credentialCommand:
      key.keptName === null ? null : commandLine([...program, 'credentials', key.keptName], surroundings.platform),
  };
  const made = toolProfiles[request.tool].pieces(facts);
  if (!made.ok) return made;
  const masked = toolProfiles[request.tool].pieces({ ...facts, secretKey: MASK });
  if (!masked.ok) return masked;

  const planned: PlannedPiece[] = [];
  for (const [index, piece] of made.value.entries()) {
    const shown = masked.value[index]?.text ?? '';
    if (piece.target === null) {
      planned.push({ piece, shown, file: null });
      continue;
    }
    const found = await findToolFile(piece.target.file, request.name, surroundings);
    if (!found.ok) return found;
    const merged = mergePiece(piece, piece.target, found.value.bytes);
    if (!merged.ok) return failed({ kind: 'tool-file-malformed', file: found.value.path, ...merged.problem });
    const isNothing = piece.text === '' && merged.value.change === 'same';
    if (!isNothing) planned.push({ piece, shown, file: { found: found.value, merged: merged.value } });
  }
  return success(planned);
}

function mergePiece(
  { text }: ToolPiece,
  { merge }: NonNullable<ToolPiece['target']>,
  bytes: Buffer | null,
): Outcome<Merged, Malformed> {
  return merge.how === 'ini'
    ? mergeIni(bytes, { ...merge, section: text })
    : mergeMcAlias(bytes, merge.name, merge.alias);
}

/** What the page shows fits into a screen or two: more is cut. */
const MOST_SHOWN = 16_000;
const cut = (text: string) => (text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}\n…\n` : text);

export function shownBlock({ piece, shown, file }: PlannedPiece, surroundings: ToolSurroundings): ProfileBlock {
  return {
    file: file && shownPath(file.found.path, surroundings),
    text: cut(shown),
    holdsSecret: piece.holdsSecret,
    change: file ? file.merged.change : 'none',
    replaces: file && file.merged.replaced !== null ? cut(maskLines(file.merged.replaced)) : null,
  };
}

/**
 * Stands for all that the person agreed to: the request, the key and its place, the files as they are. Keyed, since files hold
 * secrets, and what is made from them crosses the bridge.
 */
export function digestOf(plan: readonly PlannedPiece[], { request, key }: PlanRequest, runKey: Buffer): string {
  const hash = createHmac('sha256', runKey);
  hash.update(JSON.stringify([request, key.accessKey, key.keptName]));
  for (const { piece, shown, file } of plan) {
    hash.update(JSON.stringify([shown, piece.holdsSecret, file?.found.path, file?.found.bytes?.length]));
    if (file?.found.bytes) hash.update(file.found.bytes);
  }
  return hash.digest('hex');
}

/** Fills with zeros what was read and made: both hold secrets. */
export function forgetPlan(plan: readonly PlannedPiece[]): void {
  for (const { file } of plan) {
    file?.found.bytes?.fill(0);
    file?.merged.bytes.fill(0);
  }
}
