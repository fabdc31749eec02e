import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** The numbers of a process and of all its descendants, as far as this user may see them. */
function family(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The name of the program is in brackets and may have spaces. The parent is the second field after it.
      parents.set(pid, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // The process has ended.
    }
  }
  const members = [root];
  for (const member of members) for (const [pid, parent] of parents) if (parent === member) members.push(pid);
  return members;
}

/** The memory of a process and its children in MB, as proportional set size: shared pages count once in total. Linux only. */
export function familyMemory(root: number): number {
  const kilobytes = family(root).map((pid) => {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
  });
  return kilobytes.reduce((sum, kB) => sum + kB, 0) / 1024;
}

/** Processor time of every thread of a process and its children in ns, by process and thread. */
function threadTimes(root: number): Map<string, number> {
  const times = new Map<string, number>();
  for (const pid of family(root)) {
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      try {
        const [ran] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
        times.set(`${pid} ${thread}`, Number(ran));
      } catch {
        // The process has ended.
      }
    }
  }
  return times;
}

/** Processor time in ms of each process and its children in the next `ms`. A thread that ends in that time is not counted. Linux only. */
export async function cpuTimeDuring(roots: readonly number[], ms: number): Promise<number[]> {
  const before = roots.map(threadTimes);
  await wait(ms);
  return roots.map((root, at) => {
    const times = [...threadTimes(root)].map(([thread, time]) => time - (before[at]?.get(thread) ?? 0));
    return times.reduce((sum, time) => sum + time, 0) / 1e6;
  });
}
