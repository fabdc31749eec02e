import { readdirSync, readFileSync } from 'node:fs';
import { codeOf } from '../../../main/files/file-reason.ts';

/** The filter on system calls of a process (Linux): 0 none, 2 the sandbox's. */
export function seccompOf(pid: number): number {
  return Number(/^Seccomp:\s+(\d)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

/** Reads what /proc has of a process or of a thread. Empty if it has ended. */
function ofLiving<T>(read: () => T[]): T[] {
  try {
    return read();
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(codeOf(error))) return [];
    throw error;
  }
}

/** The process numbers of the children of a process (Linux). */
export const childrenOf = (pid: number): number[] =>
  ofLiving(() => readdirSync(`/proc/${pid}/task`)).flatMap((thread) =>
    ofLiving(() => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number)),
  );

/** The command lines of a process and of all its descendants, each split into words (Linux). A process that ends meanwhile is left out. */
export const commandLinesBelow = (pid: number): string[][] =>
  ofLiving(() => {
    // A process that a zygote forks rewrites its command line, with spaces.
    const own = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split(/[\0 ]/);
    return [own, ...childrenOf(pid).flatMap(commandLinesBelow)];
  });
