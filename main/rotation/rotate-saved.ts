import { createHash } from 'node:crypto';
import type { SavedPreview } from '../../bridge/values/rotation.ts';
import type { KeySource, ReadinessState, SavedKey } from '../../bridge/values/usage.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { ToolProblem } from '../tools/tools-contract.ts';
import type { Ledger } from './ledger.ts';
import type { Plan } from './plan.ts';
import type { RotationsOptions, SavedProblem } from './rotation-contract.ts';
import type { Steps } from './steps.ts';

interface RotateSavedOptions extends Pick<RotationsOptions, 'secrets' | 'usage' | 'tools'> {
  readonly ledger: Ledger;
  readonly steps: Steps;
}

export type SavedFile = SavedPreview['keys'][number]['files'][number];

const from = (id: string): KeySource => ({ kind: 'saved', id });

/** A new key in the place of one that is saved on this computer: in the keychain, and in the files of tools that Keydesk wrote. */
export function createRotateSaved({ ledger, steps, secrets, usage, tools }: RotateSavedOptions) {
  const { saved, readiness } = usage;
  const savedFor = (accessKey: string | undefined) => saved.state().find((key) => key.accessKey === accessKey);

  /** The profiles of a saved key, as they are now. */
  async function filesOf({ id, name, accessKey }: SavedKey): Promise<Outcome<readonly SavedFile[], ToolProblem>> {
    // Fails before the new key is made if that key could not be saved.
    const possible = saved.check(name, accessKey);
    if (!possible.ok) return possible;
    const files: SavedFile[] = [];
    for (const { accessKey: _, ...profile } of tools.writtenFor(accessKey)) {
      const shown = await tools.preview({ ...profile, source: from(id) });
      if (!shown.ok) return shown;
      const blocks = shown.value.blocks.filter(({ file }) => file !== null);
      files.push(...blocks.map((block) => ({ tool: profile.tool, name: profile.name, block })));
    }
    return success(files);
  }

  /** Saves the new key beside the old one. Its secret is then a saved key, and no longer an open secret. */
  async function save(plan: Plan, signal: AbortSignal): Promise<Outcome<SavedKey, SavedProblem>> {
    const known = savedFor(plan.made?.accessKey);
    const handle = plan.creation ?? '';
    if (known !== undefined) {
      // The secret was saved before a crash. Keydesk has opened the secret's dialog again, which is not needed.
      if (secrets.current()?.handle === handle) await secrets.close(handle, true);
      return success(known);
    }
    const old = saved.state().find(({ id }) => id === plan.saved?.id);
    if (signal.aborted || secrets.current()?.handle !== handle) return failed({ kind: 'secret-gone' });
    const kept = await saved.keep(handle, saved.freeName(plan.saved?.name ?? 'key', '-new'), old?.region ?? null);
    if (!kept.ok) return kept;
    // If this fails, the secret stays open. It is marked as saved, so nothing is lost when it is closed.
    await secrets.close(handle, true);
    const fresh = savedFor(plan.made?.accessKey);
    return fresh === undefined ? failed({ kind: 'saved-key-unknown' }) : success(fresh);
  }

  /** Resolves when the test of this key has ended. If the run is stopped, the test is stopped too. */
  async function test({ id }: SavedKey, signal: AbortSignal): Promise<Outcome<null, SavedProblem>> {
    const isOurs = (state: ReadinessState) =>
      state.kind === 'ended' && state.source.kind === 'saved' && state.source.id === id;
    const ended = Promise.withResolvers<void>();
    const end = readiness.subscribe((state) => {
      if (isOurs(state) || state.kind === 'idle') ended.resolve();
    });
    const stop = () => readiness.stop(({ kind, ...source }) => kind === 'saved' && 'id' in source && source.id === id);
    signal.addEventListener('abort', stop);
    try {
      const begun = await readiness.start(from(id), null);
      if (!begun.ok) return begun;
      if (readiness.state().kind === 'testing') await ended.promise;
      const state = readiness.state();
      const how = isOurs(state) && state.kind === 'ended' ? state.how : 'stopped';
      return how === 'ready' ? success(null) : failed({ kind: 'rotation-test-not-passed', how });
    } finally {
      signal.removeEventListener('abort', stop);
      end();
    }
  }

  /** Puts the new key in the place of the old one, first in the keychain, then file by file. A second call does what is left. */
  async function putInPlace(plan: Plan, fresh: SavedKey): Promise<Outcome<null, SavedProblem>> {
    const old = saved.state().find(({ id }) => id === plan.saved?.id);
    if (old === undefined || plan.saved === null) return success(null);
    if (fresh.name !== plan.saved.name) {
      const replaced = await saved.replace(old.id, fresh.id);
      if (!replaced.ok) return replaced;
    }
    for (const profile of tools.writtenFor(old.accessKey)) {
      const written = await tools.replace(profile, from(old.id), from(fresh.id));
      if (!written.ok)
        return failed({
          kind: 'rotation-file-not-written',
          file: fileOf(written.problem, profile.tool),
          fault: written.problem,
        });
    }
    return success(null);
  }

  /** Carries the rotation of a saved key on as far as it goes without the person: until its waiting time. */
  async function goOn(id: string, signal: AbortSignal): Promise<Outcome<null, SavedProblem>> {
    for (;;) {
      const plan = ledger.plan(id);
      if (plan === null || signal.aborted || plan.paused) return success(null);
      const { phase, made } = plan;
      if (phase === 'chosen') {
        const done = await steps.make(id, { quiet: true });
        if (!done.ok) return done;
      } else if (phase === 'made' && made !== null) {
        const fresh = await save(plan, signal);
        if (!fresh.ok) return fresh;
        if (!plan.proved) {
          const passed = await test(fresh.value, signal);
          if (!passed.ok) return passed;
          const written = await steps.add(plan, made, { event: 'confirmed', proof: 'test' });
          if (!written.ok) return written;
        }
        const placed = await putInPlace(plan, fresh.value);
        if (!placed.ok) return placed;
        const installed = await steps.add(plan, made, { event: 'handed-over', way: 'installed', to: null });
        if (!installed.ok) return installed;
      } else if (phase === 'proved') {
        return steps.deactivate(id);
      } else return success(null);
    }
  }

  return { filesOf, goOn };
}

const fileOf = (problem: ToolProblem, tool: string): string => ('file' in problem ? problem.file : tool);

export type RotateSaved = ReturnType<typeof createRotateSaved>;

/** The hash of what the person has seen: if a file has changed since then, the hash differs. */
export const savedDigest = (shown: unknown): string => createHash('sha256').update(JSON.stringify(shown)).digest('hex');
