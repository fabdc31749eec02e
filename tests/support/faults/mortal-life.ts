import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { constants, promises } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll } from 'vitest';
import { failed, success } from '../../../main/basics/outcome.ts';
import type { Vault } from '../../../main/vault/vault.ts';

type Call = 'request' | 'keychain' | 'file';

/**
 * When a program dies: at call number `count` of a kind, or when it announces a step for the `count`th time. `cut`: `before`: before the
 * call is made; `after`: after it was carried out; `half`: for a write, when half of the bytes are on the disk.
 */
export type Death =
  | { readonly at: Call; readonly count: number; readonly cut: 'before' | 'half' | 'after' }
  | { readonly at: 'step'; readonly step: string; readonly count: number };

/** Numbers of calls. From file call `fullDisk` on, the disk is full. From keychain call `goneKeychain` on, the keychain fails. */
export interface Trouble {
  readonly fullDisk?: number;
  readonly goneKeychain?: number;
}

const lives = new AsyncLocalStorage<Life>();
const channels = ['keydesk:rotation', 'keydesk:campaign'] as const;
const WRITES = constants.O_WRONLY | constants.O_RDWR | constants.O_CREAT;
const noSpace = () => Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });

/**
 * One run of the program, from its start to its death. All calls of the program to the network, the keychain and the disk go through this
 * object. After the death no call is made or answered, and only the call at which the program dies can be left half done.
 */
export function createLife(death: Death | null, { fullDisk, goneKeychain }: Trouble = {}) {
  const counts = { request: 0, keychain: 0, file: 0, step: 0 };
  const died = Promise.withResolvers<'died'>();
  const handles = new Set<FileHandle>();
  /** What a power cut could still undo. Under a path: text that is not synced. Under `nameOf(path)`: a name that is not synced. */
  const unsynced = new Map<string, string>();
  const underWay = new Set<Promise<unknown>>();
  let isDead = false;

  const isDiskFull = () => counts.file >= (fullDisk ?? Number.POSITIVE_INFINITY);
  const end = () => {
    isDead = true;
    died.resolve('died');
  };
  // A new promise for each call: a shared one would keep everything that ever waited for it in memory.
  const never = <T>() => new Promise<T>(() => {});

  /** Makes the call. Never answers if the program has died before the call ends. */
  async function track<T>(call: () => Promise<T>): Promise<T> {
    if (isDead) return never();
    const made = call();
    underWay.add(made);
    const ended = await made.then(success, failed).finally(() => underWay.delete(made));
    if (isDead) return never();
    if (!ended.ok) throw ended.problem;
    return ended.value;
  }

  /** Counts the call, makes it, and dies at the chosen one. `half`: the first half of a write, which needs room on the disk. */
  async function through<T>(kind: Call, call: () => Promise<T>, half?: () => Promise<unknown>): Promise<T> {
    if (isDead) return never();
    counts[kind] += 1;
    const isLast = death?.at === kind && counts[kind] === death.count;
    if (!isLast && half !== undefined && isDiskFull()) {
      await track(half);
      throw noSpace();
    }
    if (!isLast) return track(call);
    const { cut } = death;
    const last = cut === 'before' ? null : cut === 'half' ? (half ?? call) : call;
    await track(async () => last?.()).catch(() => {});
    end();
    return never();
  }

  const life = {
    counts,
    isDead: () => isDead,
    /** Runs `work` as this run of the program. */
    run: <T>(work: () => Promise<T>): Promise<T | 'died'> => Promise.race([lives.run(life, work), died.promise]),
    /** Ends the program, waits until none of its calls is under way, and closes its files. */
    async bury() {
      end();
      while (underWay.size > 0) await Promise.allSettled(underWay);
      for (const handle of handles) await handle.close().catch(() => {});
    },
    /** For `onStep`, and for the channels of Node's diagnostics. No call of the program after its last step is carried out. */
    reach(step: string) {
      if (death?.at !== 'step' || death.step !== step) return;
      counts.step += 1;
      if (counts.step === death.count) end();
    },
    sleep: () => track(() => nextTurn()).then(() => {}),
    fetch:
      (fetch: typeof globalThis.fetch): typeof globalThis.fetch =>
      (input, init) =>
        through('request', () => fetch(input, init)),
    /** `onRemove` is called with each entry before it is removed. */
    vault: (vault: Vault, onRemove: (entry: string) => void = () => {}): Vault => {
      const call = <T>(work: () => Promise<T>) =>
        through('keychain', async () =>
          counts.keychain >= (goneKeychain ?? Number.POSITIVE_INFINITY)
            ? (failed({ kind: 'vault-failed', reason: 'the keychain is gone' } as const) as T)
            : work(),
        );
      return {
        get state() {
          return vault.state;
        },
        put: (entry, bytes) => {
          const copy = Buffer.from(bytes);
          return call(() => vault.put(entry, copy));
        },
        get: (entry) => call(() => vault.get(entry)),
        remove: (entry) =>
          call(() => {
            onRemove(entry);
            return vault.remove(entry);
          }),
      };
    },
    /** A value of electron-store, which is written at once and as a whole. */
    store<T extends { readonly write: (value: never) => void }>(store: T): T {
      const write: T['write'] = (value) => {
        counts.file += 1;
        const isLast = death?.at === 'file' && counts.file === death.count;
        if (isDead || isDiskFull()) throw noSpace();
        if (isLast && death.cut !== 'after') end();
        else store.write(value);
        if (isLast) end();
      };
      return { ...store, write };
    },
    through,
    track,
    handles,
    unsynced,
  };
  return life;
}

export type Life = ReturnType<typeof createLife>;

const changing = ['chmod', 'copyFile', 'mkdir', 'rm', 'writeFile'] as const;
const reading = ['lstat', 'readFile', 'readdir', 'stat'] as const;
const written = ['appendFile', 'write', 'writeFile'] as const;
type AnyCall = (...args: never[]) => Promise<unknown>;

/** The entry of a file in its folder: syncing the folder makes the name last, syncing the file does not. */
const nameOf = (path: string) => `the name ${path}`;

const textOf = (content: unknown) =>
  content instanceof Uint8Array ? Buffer.from(content).toString() : String(content);

/** The first half of the bytes to write; of a text nothing. */
const halfOf = (content: unknown) =>
  content instanceof Uint8Array ? content.subarray(0, Math.floor(content.length / 2)) : '';

function followHandle(life: Life, handle: FileHandle, path: string): FileHandle {
  life.handles.add(handle);
  const calls = handle as unknown as Record<string, AnyCall>;
  const replace = (name: string, through: (call: AnyCall, args: never[]) => Promise<unknown>) => {
    const call = calls[name]?.bind(handle);
    if (call !== undefined) calls[name] = (...args: never[]) => through(call, args);
  };
  for (const name of written)
    replace(name, (call, args) => {
      const whole = async () => {
        await call(...args);
        life.unsynced.set(path, (life.unsynced.get(path) ?? '') + textOf(args[0]));
      };
      return life.through('file', whole, () => call(halfOf(args[0]) as never));
    });
  replace('truncate', (call, args) => life.through('file', () => call(...args)));
  // A sync is only recorded, not carried out: the death of a program undoes no write that the system has accepted.
  replace('sync', () =>
    life.through('file', async () => {
      life.unsynced.delete(path);
      for (const name of life.unsynced.keys()) if (name.startsWith(nameOf(`${path}/`))) life.unsynced.delete(name);
    }),
  );
  for (const name of ['read', 'readFile', 'stat']) replace(name, (call, args) => life.track(() => call(...args)));
  replace('close', async (call) => {
    life.handles.delete(handle);
    return call();
  });
  return handle;
}

/** Makes every file call of a life go through that life, from the first test of a file to its last. Call it at the top of the file. */
export function followLives(): void {
  const original = { ...promises };
  const functions = promises as unknown as Record<string, AnyCall>;
  const onStep = (message: unknown) => lives.getStore()?.reach(String(Reflect.get(Object(message), 'step')));

  beforeAll(() => {
    const replace = (name: string, through: (life: Life, call: AnyCall, args: never[]) => Promise<unknown>) => {
      const call = functions[name] as AnyCall;
      functions[name] = (...args: never[]) => {
        const life = lives.getStore();
        return life === undefined ? call(...args) : through(life, call, args);
      };
    };
    for (const name of changing) replace(name, (life, call, args) => life.through('file', () => call(...args)));
    replace('rename', (life, call, args) => {
      const [from, to] = args.map(String) as [string, string];
      const content = life.unsynced.get(from);
      life.unsynced.delete(from);
      if (content !== undefined) life.unsynced.set(to, content);
      life.unsynced.set(nameOf(to), '');
      return life.through('file', () => call(...args));
    });
    for (const name of reading) replace(name, (life, call, args) => life.track(() => call(...args)));
    replace('open', async (life, call, args) => {
      const flags: unknown = args[1];
      const isWrite = typeof flags === 'string' ? flags !== 'r' : (Number(flags ?? 0) & WRITES) !== 0;
      const opened = () => call(...args).then((handle) => followHandle(life, handle as FileHandle, String(args[0])));
      return isWrite ? life.through('file', opened) : life.track(opened);
    });
    syncBuiltinESMExports();
    for (const channel of channels) subscribe(channel, onStep);
  });
  afterAll(() => {
    Object.assign(promises, original);
    syncBuiltinESMExports();
    for (const channel of channels) unsubscribe(channel, onStep);
  });
}
