import { createHmac } from 'node:crypto';
import type { Backup, ProfileBlock, ProfileRequest, S3Endpoint } from '../../bridge/values/usage.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { FileProblem } from '../files/private-file.ts';
import { checkEndpoint } from '../oracle/endpoint.ts';
import { isAccessKey, isRegion } from '../secret/key-form.ts';
import type { UsableKey } from '../usage/usage-contract.ts';
import type { Malformed } from './ini-lines.ts';
import { type Merged, putSection } from './ini-merge.ts';
import { mergeMcAlias } from './json-merge.ts';
import { maskLines } from './mask-lines.ts';
import { shellLine } from './shell-line.ts';
import type { ReadToolFile, ToolFileReading } from './tool-file-readings.ts';
import { hasBackup, shownPath, type ToolEnv } from './tool-files.ts';
import { MASK, type ProfileFacts, type ToolPiece } from './tool-piece.ts';
import { toolProfiles } from './tool-profiles.ts';
import type { ToolCannotHold, ToolFileEncrypted, ToolFileMalformed, ToolFilesAreOne } from './tools-contract.ts';

/** A piece of a profile. `shown` is the same piece, made with the mask in place of the secret: it never held the secret. */
export interface MadePiece {
  readonly piece: ToolPiece;
  readonly shown: Pick<ToolPiece, 'text' | 'values'>;
}

/** A piece with what it would do to its file. */
export interface PlannedPiece extends MadePiece {
  readonly file: (ToolFileReading & { readonly merged: Merged; readonly backup: Backup }) | null;
}

export interface PlanRequest {
  readonly request: ProfileRequest;
  readonly key: UsableKey;
  /** The name under which the key must be kept on this computer first; null: it need not be kept. */
  readonly keepsAs: string | null;
  readonly secret: Buffer;
  readonly place: S3Endpoint;
  readonly env: ToolEnv;
  /** The command that runs Keydesk: `credentials NAME` is added to it. */
  readonly program: readonly string[];
}

/** Makes the profile without reading any file. */
export function makePieces(asked: PlanRequest): Outcome<readonly MadePiece[], ToolCannotHold> {
  const { request, key, secret, place, env, program } = asked;
  // For every tool: an endpoint that a file, a shell or XML could read as something else is refused.
  const endpoint = checkEndpoint(place.endpoint);
  if (!endpoint.ok || !isAccessKey(key.accessKey) || !isRegion(place.region)) {
    return failed({ kind: 'tool-cannot-hold', tool: request.tool });
  }
  const facts: ProfileFacts = {
    name: request.name,
    accessKey: key.accessKey,
    secretKey: secret.toString('utf8'),
    place: { ...place, endpoint: endpoint.value },
    bucket: request.bucket,
    credentialCommand:
      key.savedName === null ? null : shellLine([...program, 'credentials', key.savedName], env.platform),
  };
  const made = toolProfiles[request.tool].pieces(facts);
  if (!made.ok) return made;
  const masked = toolProfiles[request.tool].pieces({ ...facts, secretKey: MASK });
  if (!masked.ok) return masked;
  return success(made.value.map((piece, index) => ({ piece, shown: masked.value[index] ?? { text: '' } })));
}

type PlanProblem = ToolFileMalformed | ToolFileEncrypted | ToolFilesAreOne | FileProblem;

/** Makes the profile, and finds out what it would change in the tool's own files. Changes nothing. */
export async function planProfile(
  asked: PlanRequest,
  read: ReadToolFile,
): Promise<Outcome<readonly PlannedPiece[], ToolCannotHold | PlanProblem>> {
  const { request } = asked;
  const made = makePieces(asked);
  if (!made.ok) return made;
  const planned: PlannedPiece[] = [];
  const paths = new Set<string>();
  for (const each of made.value) {
    const { piece } = each;
    if (piece.target === null) {
      planned.push({ ...each, file: null });
      continue;
    }
    const refuse = (problem: PlanProblem) => {
      forgetPlan(planned);
      return failed(problem);
    };
    const reading = await read(piece.target, request.name);
    if (!reading.ok) return refuse(reading.problem);
    const { path, bytes } = reading.value.found;
    // Each piece is merged into the file as it is now, so the second would overwrite the first.
    if (paths.has(path)) return refuse({ kind: 'tool-files-are-one', file: path });
    paths.add(path);
    const merged = mergePiece(piece, piece.target, reading.value);
    if (!merged.ok) {
      const { line, reason, isEncrypted } = merged.problem;
      if (isEncrypted) return refuse({ kind: 'tool-file-encrypted', tool: request.tool, file: path });
      return refuse({ kind: 'tool-file-malformed', file: path, line, reason });
    }
    const { change, replaced } = merged.value;
    if (piece.text === '' && change === 'same') continue;
    const known = piece.target.merge.how === 'ini' ? piece.target.merge.known : undefined;
    const losesNothing = known !== undefined && replaced?.trimEnd() === known.trimEnd();
    const backup = bytes === null || change === 'same' ? 'none' : await backupOf(path, losesNothing);
    planned.push({ ...each, file: { ...reading.value, merged: merged.value, backup } });
  }
  return success(planned);
}

/** If the change only removes a secret that the keychain has, no copy of the file is made, since the copy would hold that secret. */
async function backupOf(path: string, losesNothing: boolean): Promise<Backup> {
  if (await hasBackup(path)) return 'made-before';
  return losesNothing ? 'none' : 'to-make';
}

function mergePiece(
  { text }: ToolPiece,
  { merge }: NonNullable<ToolPiece['target']>,
  { found, sections }: ToolFileReading,
): Outcome<Merged, Malformed> {
  if (merge.how === 'ini') {
    return sections.ok ? putSection(found.bytes, sections.value, { ...merge, section: text }) : sections;
  }
  const merged = mergeMcAlias(found.bytes, merge.name, merge.alias);
  if (!merged.ok) return merged;
  const { bytes, ...rest } = merged.value;
  // Where nothing changes, these are the old bytes, which are lent and must not be filled with zeros with the plan.
  const fresh = rest.change === 'same' ? Buffer.alloc(0) : bytes;
  return success({ parts: [bytes], fresh, ...rest });
}

/** What the page shows fits into a screen or two: more is cut. */
const MOST_SHOWN = 16_000;
const cut = (text: string) => (text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}\n…\n` : text);

/** The piece as the person sees it: masked, and cut where it is too long for a page. */
export function shownBlock({ piece, shown, file }: PlannedPiece, env: ToolEnv): ProfileBlock {
  return {
    file: file && shownPath(file.found.path, env),
    text: cut(shown.text),
    holdsSecret: piece.holdsSecret,
    change: file ? file.merged.change : 'none',
    replaces: file && file.merged.replaced !== null ? cut(maskLines(file.merged.replaced)) : null,
    backup: file?.backup ?? 'none',
    values: shown.values?.map(({ label, text, isSecret = false }) => ({ label, text, isSecret })) ?? null,
  };
}

/**
 * A hash of all that the person agreed to: the request, the key and its endpoint, the files as they are. It is keyed, since files hold
 * secrets, and the hash crosses the bridge.
 */
export function digestOf(plan: readonly PlannedPiece[], { request, key }: PlanRequest, runKey: Buffer): string {
  const hash = createHmac('sha256', runKey);
  hash.update(JSON.stringify([request, key.accessKey, key.savedName]));
  for (const { piece, shown, file } of plan) {
    hash.update(JSON.stringify([shown.text, piece.holdsSecret, file?.found.path, file?.hash, file?.backup]));
  }
  return hash.digest('hex');
}

/** Fills what is new in the files with zeros. */
export function forgetPlan(plan: readonly PlannedPiece[]): void {
  for (const { file } of plan) file?.merged.fresh.fill(0);
}
