import { randomBytes } from 'node:crypto';
import type { KeySource, ProfileRequest } from '../../bridge/values/usage.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { Ask, Question } from '../basics/question.ts';
import { createSerialQueue } from '../basics/serial-queue.ts';
import type { ClipboardGuard } from '../clipboard/clipboard-guard.ts';
import { writePrivateFile } from '../files/private-file.ts';
import type { PolicyRules } from '../policy/policy-rules.ts';
import type { SecretGone, Secrets } from '../secret/secret-contract.ts';
import type { SavedKeys } from '../usage/saved-keys.ts';
import type { EndpointOf, LendKey, Locked } from '../usage/usage-contract.ts';
import {
  digestOf,
  forgetPlan,
  type MadePiece,
  makePieces,
  type PlannedPiece,
  type PlanRequest,
  planProfile,
  shownBlock,
} from './profile-plan.ts';
import { shellLine } from './shell-line.ts';
import { createToolFileLoans, type ReadToolFile } from './tool-file-readings.ts';
import { shownPath, type ToolEnv, usualPath, writeToolFiles } from './tool-files.ts';
import { checkBucket, checkName } from './tool-names.ts';
import type { ToolPiece } from './tool-piece.ts';
import { toolProfiles } from './tool-profiles.ts';
import type { BucketNameInvalid, ToolNameInvalid, ToolProblem, Tools, WrittenFiles } from './tools-contract.ts';
import { writeQuestion } from './write-question.ts';
import type { WrittenProfiles } from './written-profiles.ts';

/** What the tools' files and dialogs need of this computer. */
export interface ToolSystem {
  readonly env: ToolEnv;
  /** The command that runs Keydesk, word by word: `credentials NAME` is added to it. */
  readonly program: readonly string[];
  /** Asks where to save; null: cancelled. The dialog has asked whether to replace an existing file. */
  readonly saveAs: (suggestedName: string) => Promise<string | null>;
}

export interface ToolsOptions {
  readonly usage: {
    readonly lend: LendKey;
    readonly endpointOf: EndpointOf;
    /** Saves the open key on this computer; `check` says whether it could be, and changes nothing. */
    readonly saved: Pick<SavedKeys, 'check' | 'keep'>;
  };
  readonly policy: PolicyRules;
  readonly isLocked: () => boolean;
  /** `current`: whether a secret is still open, since a loan outlives its closing. `markSafe`: it may be closed without a question. */
  readonly secrets: Pick<Secrets, 'current' | 'markSafe'>;
  readonly clipboard: Pick<ClipboardGuard, 'copySecret' | 'copyText'>;
  /** Asks before a profile is replaced, and before a kept secret leaves the keychain for a file. */
  readonly ask: Ask;
  readonly system: ToolSystem;
  readonly written: WrittenProfiles;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Profiles for S3 tools: shown with the secret masked, copied, merged into the tool's own file, or saved as a file. */
export function createTools(options: ToolsOptions): Tools {
  const { usage, policy, isLocked, secrets, system, clipboard, ask, now } = options;
  const { env, program } = system;
  const runKey = randomBytes(32);
  const queue = createSerialQueue();
  const lendFiles = createToolFileLoans(env);
  type Answer<T> = Promise<Outcome<T, ToolProblem>>;
  type UsePlan<T> = (plan: readonly PlannedPiece[], asked: PlanRequest) => Answer<T>;

  /** Checks again that the key may be given out: since the key was lent, a dialog or a file may have taken time. */
  function checkLoan(source: KeySource): Outcome<null, Locked | SecretGone> {
    if (isLocked()) return failed({ kind: 'locked' });
    if (source.kind === 'open' && secrets.current()?.handle !== source.handle) return failed({ kind: 'secret-gone' });
    return success(null);
  }

  function checkNames({ tool, name, bucket }: ProfileRequest): Outcome<null, ToolNameInvalid | BucketNameInvalid> {
    const named = checkName(tool, name);
    return named.ok ? checkBucket(bucket) : named;
  }

  /** Finds all facts for a profile, while the secret is lent. */
  async function withFacts<T>(request: ProfileRequest, use: (asked: PlanRequest) => Answer<T>): Answer<T> {
    const named = checkNames(request);
    if (!named.ok) return named;
    // A profile on demand works only for a key that is kept on this computer.
    const allowed = request.tool === 'aws-on-demand' ? policy.checkSaving() : success(null);
    if (!allowed.ok) return allowed;
    const lent = await usage.lend(request.source, async (secret, found): Answer<T> => {
      const keepsAs = request.tool === 'aws-on-demand' && found.savedName === null ? request.name : null;
      const keepable = keepsAs === null ? success(null) : usage.saved.check(keepsAs, found.accessKey);
      if (!keepable.ok) return keepable;
      const key = { ...found, savedName: keepsAs ?? found.savedName };
      const place = await usage.endpointOf(key.home, request.region);
      const still = checkLoan(request.source);
      if (!still.ok) return still;
      return place.ok ? use({ request, key, keepsAs, secret, place: place.value, env, program }) : place;
    });
    return lent.ok ? lent.value : lent;
  }

  /**
   * A profile on demand needs a key that is kept on this computer, so the open key is kept first. If the profile then fails, the key stays
   * kept: it is safe there, and the person sees it.
   */
  async function keepIfNeeded({ request, keepsAs }: PlanRequest): Promise<Outcome<null, ToolProblem>> {
    const { source, region } = request;
    return keepsAs === null || source.kind === 'saved'
      ? success(null)
      : usage.saved.keep(source.handle, keepsAs, region);
  }

  /** Makes the profile without looking at the tool's own files. */
  const withPieces = <T>(request: ProfileRequest, use: (made: readonly MadePiece[]) => Answer<T>): Answer<T> =>
    withFacts(request, async (asked) => {
      const made = makePieces(asked);
      if (!made.ok) return made;
      const saved = await keepIfNeeded(asked);
      return saved.ok ? use(made.value) : saved;
    });

  /** Makes the plan, and forgets it when `use` has ended. */
  const withPlan = <T>(request: ProfileRequest, read: ReadToolFile, use: UsePlan<T>): Answer<T> =>
    withFacts(request, async (asked) => {
      const planned = await planProfile(asked, read);
      if (!planned.ok) return planned;
      try {
        return await use(planned.value, asked);
      } finally {
        forgetPlan(planned.value);
      }
    });

  /** Uses a plan that the person agreed to: everything must still be as it was then. */
  const ifAgreed =
    <T>(digest: string, use: UsePlan<T>): UsePlan<T> =>
    async (plan, asked) => {
      const { tool } = asked.request;
      if (plan.every(({ file }) => file === null)) return failed({ kind: 'tool-has-no-file', tool });
      if (digestOf(plan, asked, runKey) !== digest) return failed({ kind: 'tool-file-changed' });
      return use(plan, asked);
    };

  const askOrWrite: UsePlan<WrittenFiles | Question> = async (plan, asked) => {
    const question = writeQuestion(plan, asked);
    return question === null ? writePlan(plan, asked) : success(question);
  };

  const note = ({ request, key }: PlanRequest) => options.written.add(request, key.accessKey);

  async function writePlan(plan: readonly PlannedPiece[], asked: PlanRequest): Answer<WrittenFiles> {
    const { source } = asked.request;
    const changes = plan
      .flatMap(({ file }) => file ?? [])
      .map(({ found, merged, backup }) => ({
        was: found,
        bytes: merged.parts,
        isBackedUp: backup === 'to-make',
      }));
    const still = checkLoan(source);
    if (!still.ok) return still;
    const allowed = mayWrite(plan);
    if (!allowed.ok) return allowed;
    const saved = await keepIfNeeded(asked);
    if (!saved.ok) return saved;
    const written = await writeToolFiles(changes, new Date(now()));
    if (!written.ok) return written;
    if (holdsSecret(plan)) markStored(source);
    const noted = note(asked);
    if (!noted.ok) return noted;
    const shown = (path: string) => shownPath(path, env);
    return success({
      files: written.value.map(({ path, backup }) => ({ file: shown(path), backup: backup && shown(backup) })),
    });
  }

  const mayWrite = (made: readonly MadePiece[]) => (holdsSecret(made) ? policy.checkSecretInFile() : success(null));
  const holdsSecret = (made: readonly MadePiece[]) => made.some(({ piece }) => piece.holdsSecret);
  const markStored = (source: KeySource) => source.kind === 'open' && secrets.markSafe(source.handle, 'saved');
  const handleOf = (source: KeySource) => (source.kind === 'open' ? source.handle : source.id);

  /** The profile as one text. If there are several parts, each begins with the path of its file. */
  function asText(made: readonly MadePiece[], { name }: ProfileRequest): string {
    const parts = made.map(({ piece }) => piece).filter(({ text }) => text !== '');
    if (parts.length === 1) return parts[0]?.text ?? '';
    const headed = ({ target, text }: ToolPiece) =>
      `# ${target ? shownPath(usualPath(target.file, name, env), env) : ''}\n${text}`;
    return parts.map(headed).join('\n');
  }

  return {
    keydeskCommand: shellLine(program, env.platform),
    preview: (request) =>
      lendFiles((read) =>
        withPlan(request, read, async (plan, asked) =>
          success({
            blocks: plan.map((planned) => shownBlock(planned, env)),
            keepsAs: asked.keepsAs,
            digest: digestOf(plan, asked, runKey),
          }),
        ),
      ),

    copy: (request) =>
      withPieces(request, async (made) =>
        holdsSecret(made)
          ? clipboard.copySecret(handleOf(request.source), asText(made, request))
          : clipboard.copyText(asText(made, request)),
      ),

    // One at a time: otherwise a second write would be merged into a file that the first has changed since the person agreed.
    write: (request, digest) =>
      queue(() =>
        lendFiles(async (read) => {
          // The question comes between two loans of the secret, since a dialog may stay open for long. The bytes of the file stay lent, so
          // that a large file is read once.
          const first = await withPlan(request, read, ifAgreed(digest, askOrWrite));
          if (!first.ok) return first;
          if ('files' in first.value) return success(first.value);
          if (!(await ask(first.value))) return success({ files: [] });
          return withPlan(request, read, ifAgreed(digest, writePlan));
        }),
      ),

    writtenFor: (accessKey) => options.written.of(accessKey),

    replace: ({ accessKey: _, ...profile }, from, to) =>
      queue(() =>
        lendFiles((read) =>
          withPlan({ ...profile, source: to }, read, async (plan, asked): Answer<WrittenFiles> => {
            const isAsItWas = (planned: readonly PlannedPiece[]) =>
              planned.every(({ file }) => file === null || file.merged.change === 'same');
            // If a crash came after the file and before its note, only the note is missing.
            const noted = isAsItWas(plan) ? note(asked) : null;
            if (noted !== null) return noted.ok ? success({ files: [] }) : noted;
            const before = await withPlan({ ...profile, source: from }, read, async (old) => success(isAsItWas(old)));
            if (!before.ok) return before;
            return before.value ? writePlan(plan, asked) : failed({ kind: 'tool-file-changed' });
          }),
        ),
      ),

    async save(request) {
      const named = checkNames(request);
      if (!named.ok) return named;
      // The dialog comes first: it may stay open for long, and the secret is lent only while it is needed.
      const file = await system.saveAs(toolProfiles[request.tool].fileName(request.name));
      if (file === null) return success({ file });
      return withPieces(request, async (made): Answer<{ readonly file: string | null }> => {
        const allowed = mayWrite(made);
        if (!allowed.ok) return allowed;
        const [only] = made;
        const text = made.length === 1 && only?.piece.fileText;
        const bytes = Buffer.from(text || asText(made, request));
        const written = await writePrivateFile(file, bytes);
        bytes.fill(0);
        if (!written.ok) return written;
        if (holdsSecret(made)) markStored(request.source);
        return success({ file });
      });
    },
  };
}
