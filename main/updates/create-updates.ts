import { z } from 'zod';
import type { ActiveUpdates, PackageKind, UpdatesState } from '../../bridge/values/updates.ts';
import type { Clock } from '../basics/clock.ts';
import { judge } from '../basics/judge.ts';
import { createObservable, type Observable, observe } from '../basics/observable.ts';
import { failed, type Outcome, success, type WithProblem } from '../basics/outcome.ts';
import { type StoredValue, writeStored } from '../basics/stored-value.ts';
import { type Bounds, fetchBounded } from './bounded-fetch.ts';
import { type Files, fetchFile, placeOf, systemFiles, whyNotWhole } from './fetched-file.ts';
import {
  compareVersions,
  type Manifest,
  type Remembered,
  readManifest,
  type UpdateFile,
  whyNotNow,
} from './manifest.ts';
import type { UpdateProblem } from './update-problem.ts';
import type { UpdateSource } from './update-source.ts';

export type UpdateMode = ActiveUpdates['mode'];
export type UpdatesStanding = WithProblem<UpdatesState, UpdateProblem>;
type Done = Promise<Outcome<null, UpdateProblem>>;

/** The last list as it was delivered, so that its signatures are checked again at each start. */
type Stored = Remembered & { readonly delivered: string };
const storedSchema = z.object({
  counter: z.number().int().positive(),
  digest: z.string(),
  checked: z.number(),
  delivered: z.base64(),
});

export interface UpdatesOptions {
  /** Null: this build asks no server, and nothing in here does anything. */
  readonly source: UpdateSource | null;
  /** What the person has chosen, or the company for them. */
  readonly mode: Observable<UpdateMode>;
  readonly system: {
    readonly version: string;
    readonly platform: string;
    readonly arch: string;
    readonly package: PackageKind;
  };
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly store: StoredValue<Stored>;
  /** Packages are fetched into this folder. It belongs to Keydesk: everything else in it is removed. */
  readonly folder: string;
  /** Starts an installer: an empty text, or why that did not work. */
  readonly openFile: (path: string) => Promise<string>;
  readonly files?: Files;
  readonly patience?: typeof usualPatience;
}

/** Packages that a person can replace without an administrator: only these are fetched. */
const FETCHED: readonly PackageKind[] = ['exe', 'dmg'];
const LIST_BYTES = 300_000;
const DAY = 86_400_000;
/** Milliseconds until the next look, after the start and after a look that ended without a list. */
const SOONER = DAY / 6;
const FIRST = 15_000;

/** How long the list and a package may take. */
const usualPatience: Record<'list' | 'file', Pick<Bounds, 'totalMs' | 'stallMs'>> = {
  list: { totalMs: 30_000, stallMs: 15_000 },
  file: { totalMs: 7_200_000, stallMs: 60_000 },
};

interface Standing {
  readonly checking: boolean;
  readonly problem: UpdateProblem | null;
  readonly known: Manifest | null;
  readonly fetched: ActiveUpdates['fetched'];
}

/**
 * Newer versions of Keydesk: looked for once a day while the mode allows it, fetched where the person may replace the program, and
 * started by the person alone. Security line 37: no list counts but one that both keys have signed, that is not older than one seen
 * before, and that has not expired; no file is opened but the one of that list.
 */
export function createUpdates(options: UpdatesOptions) {
  const { source, mode, system, fetch, clock, store, folder, openFile } = options;
  const { files = systemFiles, patience = usualPatience } = options;
  const host = source === null ? '' : new URL(source.address).host;
  let stored: Stored | null = judge(storedSchema, store.read()).data ?? null;
  const standing = createObservable<Standing>({
    checking: false,
    problem: null,
    known: source === null || stored === null ? null : readAgain(source, stored),
    fetched: { kind: 'none' },
  });
  const change = (part: Partial<Standing>) => standing.change({ ...standing.state(), ...part });
  const canFetch = FETCHED.includes(system.package);
  let cancelNext = () => {};
  let leaving = new AbortController();
  let looking: Done | null = null;
  let fetching: Done | null = null;

  function modeNow(): UpdateMode {
    if (source === null) return 'off';
    return mode.state() === 'fetch' && !canFetch ? 'notify' : mode.state();
  }

  /** Checks the signatures of the stored list again, since the profile folder may have been changed. */
  function readAgain({ keys }: UpdateSource, { delivered }: Stored): Manifest | null {
    const manifest = readManifest(Buffer.from(delivered, 'base64'), keys, host);
    return manifest.ok ? manifest.value : null;
  }

  const fileOf = ({ files: listed }: Manifest): UpdateFile | null =>
    listed.find(
      (each) => each.platform === system.platform && each.arch === system.arch && each.package === system.package,
    ) ?? null;
  const isNewer = (manifest: Manifest) => compareVersions(manifest.version, system.version) > 0;
  /** The package that may be fetched now. Security line 37: never an older version, never of a list that has expired. */
  function offered(): Outcome<UpdateFile, UpdateProblem> {
    const { known } = standing.state();
    if (modeNow() !== 'fetch') return failed({ kind: 'updates-off' });
    const file = known !== null && isNewer(known) ? fileOf(known) : null;
    if (known === null || file === null) return failed({ kind: 'updates-none' });
    const problem = whyNotNow(known, null, clock.now(), host);
    return problem === null ? success(file) : failed(problem);
  }

  /** The list is stored before it counts: otherwise an older one could replace it after a restart. */
  function takeIn(delivered: Buffer, { keys }: UpdateSource): Outcome<null, UpdateProblem> {
    const read = readManifest(delivered, keys, host);
    if (!read.ok) return read;
    const { counter, digest } = read.value;
    const problem = whyNotNow(read.value, stored, clock.now(), host);
    if (problem !== null) return failed(problem);
    const next = { counter, digest, checked: clock.now(), delivered: delivered.toString('base64') };
    const written = writeStored(store, next);
    if (!written.ok) return failed({ kind: 'updates-unsaved', reason: written.problem.reason });
    if (stored?.digest !== digest) change({ fetched: { kind: 'none' } });
    stored = next;
    change({ known: read.value });
    return success(null);
  }

  async function look(from: UpdateSource): Done {
    change({ checking: true });
    const pieces: Uint8Array[] = [];
    const { signal } = leaving;
    const read = await fetchBounded({
      fetch,
      clock,
      url: new URL(from.address),
      bounds: { ...patience.list, bytes: LIST_BYTES },
      signal,
      take: async (piece) => void pieces.push(piece),
    });
    const outcome = read.ok ? takeIn(Buffer.concat(pieces), from) : read;
    change({ checking: false, problem: outcome.ok || signal.aborted ? null : outcome.problem });
    plan(outcome.ok ? DAY : SOONER);
    // A problem is told with the state of the fetched file.
    if (outcome.ok && offered().ok) void fetchNow();
    return outcome;
  }

  function check(): Done {
    if (source === null || modeNow() === 'off') return Promise.resolve(failed({ kind: 'updates-off' }));
    looking ??= look(source).finally(() => {
      looking = null;
    });
    return looking;
  }

  function plan(ms: number): void {
    cancelNext();
    // A problem is told with the state.
    if (modeNow() !== 'off') cancelNext = clock.after(ms, () => void check());
  }

  async function fetchOffered(address: string, file: UpdateFile): Done {
    const { size } = file;
    let told = 0;
    change({ problem: null, fetched: { kind: 'running', bytes: 0, size } });
    const { signal } = leaving;
    const outcome = await fetchFile({
      fetch,
      clock,
      address,
      file,
      folder,
      files,
      patience: patience.file,
      signal,
      onBytes(bytes) {
        // A hundred steps are enough for a person to see.
        if (bytes - told < size / 100) return;
        told = bytes;
        change({ fetched: { kind: 'running', bytes, size } });
      },
    });
    const problem = outcome.ok || signal.aborted ? null : outcome.problem;
    change({ problem, fetched: { kind: outcome.ok ? 'ready' : 'none' } });
    return outcome;
  }

  function fetchNow(): Done {
    const file = offered();
    if (source === null || !file.ok) return Promise.resolve(file.ok ? failed({ kind: 'updates-off' }) : file);
    if (standing.state().fetched.kind === 'ready') return Promise.resolve(success(null));
    fetching ??= fetchOffered(source.address, file.value).finally(() => {
      fetching = null;
    });
    return fetching;
  }

  /** Ends what is under way. A file that was fetched in part is removed. */
  async function stop(): Promise<Outcome<null, never>> {
    leaving.abort();
    leaving = new AbortController();
    await Promise.all([looking, fetching]);
    return success(null);
  }

  let lastMode = modeNow();
  mode.subscribe(() => {
    if (modeNow() === lastMode) return;
    lastMode = modeNow();
    plan(FIRST);
    if (lastMode === 'off') void stop();
  });

  return {
    ...observe([standing, mode], (): UpdatesStanding => {
      if (source === null) return { kind: 'none' };
      const { checking, problem, known, fetched } = standing.state();
      const file = known && fileOf(known);
      return {
        kind: 'active',
        host,
        mode: modeNow(),
        canFetch,
        package: system.package,
        ownVersion: system.version,
        checking,
        checked: stored && new Date(stored.checked).toISOString(),
        problem: modeNow() === 'off' ? null : problem,
        known: known && {
          version: known.version,
          isNewer: isNewer(known),
          isNeeded: compareVersions(known.minimum, system.version) > 0,
          issued: known.issued,
          expires: known.expires,
          download: file && {
            name: file.name,
            url: new URL(file.url, source.address).href,
            size: file.size,
            sha256: file.sha256,
          },
        },
        fetched,
      };
    }),
    /** Looks now. A second call joins the first. */
    check,
    /** Fetches the package of a newer version. */
    fetch: fetchNow,
    stop,
    /** Starts the installer that was fetched, if it still is what the list says. */
    async open(): Done {
      const file = offered();
      if (!file.ok) return file;
      const path = placeOf(folder, file.value);
      const { name } = file.value;
      const what = standing.state().fetched.kind === 'ready' ? await whyNotWhole(path, file.value) : 'was not fetched';
      if (what !== null) {
        change({ fetched: { kind: 'none' } });
        await files.rm(folder, { recursive: true, force: true }).catch(() => {});
        return failed({ kind: 'updates-file', name, what });
      }
      const reason = await openFile(path);
      return reason === '' ? success(null) : failed({ kind: 'updates-unopened', name, reason });
    },
    /** At the start: offers a package that was fetched before, if it still counts, and plans the next look. */
    async resume(): Promise<void> {
      const file = offered();
      const isThere = file.ok && (await whyNotWhole(placeOf(folder, file.value), file.value)) === null;
      if (isThere) change({ fetched: { kind: 'ready' } });
      else await files.rm(folder, { recursive: true, force: true }).catch(() => {});
      const isDue = file.ok && !isThere;
      plan(isDue ? FIRST : Math.max(FIRST, (stored?.checked ?? 0) + DAY - clock.now()));
    },
  };
}

export type Updates = ReturnType<typeof createUpdates>;
