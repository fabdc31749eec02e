import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../../main/basics/clock.ts';
import { createObservable } from '../../../main/basics/observable.ts';
import { createUpdates, type UpdateMode, type UpdatesOptions } from '../../../main/updates/create-updates.ts';
import { list, listed, newSigner, seal } from './signed-list.ts';
import { startUpdateServer } from './update-server.ts';

export const LIST = '/keydesk/updates.json';
export const PACKAGE = '/keydesk/0.2.0/keydesk-0.2.0-win-x64-user.exe';
export const installer = Buffer.alloc(200_000, 'the newer Keydesk ');

interface RigOptions extends Partial<Omit<UpdatesOptions, 'mode'>> {
  readonly mode?: UpdateMode;
}

/** The updates part of a Keydesk 0.1.0 for Windows, with its own server and its own folder. */
export async function setUp({ mode: first = 'fetch', ...options }: RigOptions = {}) {
  const server = await startUpdateServer();
  const home = await mkdtemp(join(tmpdir(), 'updates-'));
  const signers = [newSigner(), newSigner()] as const;
  const source = { address: `${server.url}${LIST}`, keys: [signers[0].key, signers[1].key] as const };
  const folder = join(home, 'updates');
  const disk: { stored: unknown } = { stored: undefined };
  const time = { now: Date.parse('2026-11-27T08:00:00Z') };
  const opened: string[] = [];
  /** The timers of minutes and days, which a test runs itself instead of waiting. */
  const planned: { readonly ms: number; readonly run: () => void }[] = [];
  const mode = createObservable<UpdateMode>(first);
  const start = () =>
    createUpdates({
      source,
      mode,
      system: { version: '0.1.0', platform: 'win32', arch: 'x64', package: 'exe' },
      fetch: globalThis.fetch,
      clock: {
        ...systemClock,
        now: () => time.now,
        after(ms, run) {
          if (ms < 10_000) return systemClock.after(ms, run);
          const timer = { ms, run };
          planned.push(timer);
          return () => void planned.splice(planned.indexOf(timer), 1);
        },
      },
      store: { read: () => disk.stored, write: (value) => (disk.stored = value) },
      folder,
      openFile: async (path) => {
        opened.push(path);
        return '';
      },
      ...options,
    });
  const updates = start();
  onTestFinished(async () => {
    await updates.stop();
    await server.close();
    await rm(home, { recursive: true, force: true });
  });
  const file = listed(installer);
  server.put(LIST, seal(list([file]), signers));
  server.put(PACKAGE, installer);
  const serve = (more: object, by: Parameters<typeof seal>[1] = signers) =>
    server.put(LIST, seal(list([file], more), by));
  const standing = (of = updates) => {
    const state = of.state();
    if (state.kind === 'none') throw new Error('This build asks nobody.');
    return state;
  };
  return {
    server,
    signers,
    source,
    folder,
    disk,
    time,
    mode,
    planned,
    opened,
    start,
    updates,
    file,
    serve,
    standing,
    isLeft: () => existsSync(folder),
  };
}

/** Waits until the updates part has nothing under way. */
export async function settled(updates: Awaited<ReturnType<typeof setUp>>['updates']): Promise<void> {
  const isBusy = () => {
    const state = updates.state();
    return state.kind === 'active' && (state.checking || state.fetched.kind === 'running');
  };
  while (isBusy()) await new Promise((resolve) => updates.subscribe(resolve));
}
