import { randomBytes } from 'node:crypto';
import type { ClipboardProblem } from '../clipboard/clipboard-guard.ts';
import { writePrivateFile } from '../files/private-file.ts';
import { failed, type Outcome, success } from '../outcome.ts';
import type { KeySource, LendKey, PlaceOf } from '../usage/usage-contract.ts';
import { digestOf, forgetPlan, type PlannedPiece, type PlanRequest, planProfile, shownBlock } from './profile-plan.ts';
import { shownPath, type ToolSurroundings, writeToolFiles } from './tool-files.ts';
import { checkName } from './tool-names.ts';
import { toolProfiles } from './tool-profiles.ts';
import type { ProfileRequest, ToolProblem, Tools } from './tools-contract.ts';

export interface ToolsOptions<P> {
  readonly lend: LendKey;
  readonly placeOf: PlaceOf<P>;
  readonly surroundings: ToolSurroundings;
  /** The command that runs Keydesk, word by word: `credentials NAME` is put behind it. */
  readonly program: readonly string[];
  /** Copies a text with a secret in it, cleared after a time; `handle` names the key in the clipboard's state. */
  readonly copySecret: (handle: string, text: string) => Promise<Outcome<null, ClipboardProblem>>;
  readonly copyText: (text: string) => Promise<Outcome<null, ClipboardProblem>>;
  /** Asks where to save; null: cancelled. An existing file has been asked about. */
  readonly saveAs: (suggestedName: string) => Promise<string | null>;
  /** Told when the secret stands in a file of the person's: an open one may be closed without a question. */
  readonly onStored: (source: KeySource) => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Profiles for S3 tools: shown with the secret masked, copied, merged into the tool's own file, or saved as a file. */
export function createTools<P>(options: ToolsOptions<P>): Tools<P> {
  const { lend, placeOf, surroundings, program, copySecret, copyText, saveAs, onStored, now } = options;
  const runKey = randomBytes(32);
  type Answer<T> = Promise<Outcome<T, ToolProblem | P>>;

  /** Makes the plan while the secret is lent, and forgets it when `use` has ended. */
  async function withPlan<T>(
    request: ProfileRequest,
    use: (plan: readonly PlannedPiece[], asked: PlanRequest) => Answer<T>,
  ): Answer<T> {
    const named = checkName(request.tool, request.name);
    if (!named.ok) return named;
    const lent = await lend(request.source, async (secret, key): Answer<T> => {
      if (request.tool === 'aws-on-demand' && key.keptName === null) return failed({ kind: 'on-demand-needs-kept' });
      const place = await placeOf(key.home, request.region);
      if (!place.ok) return place;
      const asked = { request, key, secret, place: place.value, surroundings, program };
      const planned = await planProfile(asked);
      if (!planned.ok) return planned;
      try {
        return await use(planned.value, asked);
      } finally {
        forgetPlan(planned.value);
      }
    });
    return lent.ok ? lent.value : lent;
  }

  const holdsSecret = (plan: readonly PlannedPiece[]) => plan.some(({ piece }) => piece.holdsSecret);
  const handleOf = (source: KeySource) => (source.kind === 'open' ? source.handle : source.id);

  /** The profile as one text: parts that belong into different files say so. */
  function asText(plan: readonly PlannedPiece[]): string {
    const parts = plan.filter(({ piece }) => piece.text !== '');
    if (parts.length === 1) return parts[0]?.piece.text ?? '';
    return parts
      .map(({ piece, file }) => `# ${file ? shownPath(file.found.path, surroundings) : ''}\n${piece.text}`)
      .join('\n');
  }

  return {
    preview: (request) =>
      withPlan(request, async (plan, asked) =>
        success({
          blocks: plan.map((planned) => shownBlock(planned, surroundings)),
          digest: digestOf(plan, asked, runKey),
        }),
      ),

    copy: (request) =>
      withPlan(request, async (plan) =>
        holdsSecret(plan) ? copySecret(handleOf(request.source), asText(plan)) : copyText(asText(plan)),
      ),

    write: (request, digest) =>
      withPlan(request, async (plan, asked) => {
        const files = plan.flatMap(({ file }) => file ?? []);
        if (files.length === 0) return failed({ kind: 'tool-has-no-file', tool: request.tool });
        if (digestOf(plan, asked, runKey) !== digest) return failed({ kind: 'tool-file-changed' });
        const changes = files.map(({ found, merged }) => ({
          was: found,
          bytes: merged.bytes,
          isSame: merged.change === 'same',
        }));
        const written = await writeToolFiles(changes, new Date(now()));
        if (!written.ok) return written;
        if (holdsSecret(plan)) onStored(request.source);
        const shown = (path: string) => shownPath(path, surroundings);
        return success({
          files: written.value.map(({ path, backup }) => ({ file: shown(path), backup: backup && shown(backup) })),
        });
      }),

    async save(request) {
      const named = checkName(request.tool, request.name);
      if (!named.ok) return named;
      // Asked first: nobody knows how long a dialog stays open, and the secret is lent only while it is needed.
      const file = await saveAs(toolProfiles[request.tool].fileName(request.name));
      if (file === null) return success({ file });
      return withPlan(request, async (plan): Answer<{ readonly file: string | null }> => {
        const bytes = Buffer.from(asText(plan));
        const written = await writePrivateFile(file, bytes);
        bytes.fill(0);
        if (!written.ok) return written;
        if (holdsSecret(plan)) onStored(request.source);
        return success({ file });
      });
    },
  };
}
