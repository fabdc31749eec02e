import type { Fault } from './fault.ts';

export type FaultBox = ReturnType<typeof createFaultBox>;

/** The faults that tests have set and that can still strike. */
export function createFaultBox() {
  let faults: readonly Fault[] = [];
  let clearing = Promise.withResolvers<void>();
  return {
    add(more: readonly Fault[]) {
      faults = [...faults, ...more];
    },
    clear() {
      faults = [];
      clearing.resolve();
      clearing = Promise.withResolvers();
    },
    /** Resolves the next time that the faults are cleared. */
    cleared: () => clearing.promise,
    /** The faults that strike this request, in the order in which they were set. Each of these faults then has one strike less. */
    take(method: string, target: string): readonly Fault[] {
      const struck = faults.filter(
        (fault) =>
          (fault.method === undefined || fault.method === method) &&
          (fault.path === undefined || new RegExp(fault.path).test(target)),
      );
      faults = faults.flatMap((fault) => {
        if (!struck.includes(fault) || fault.times === null) return [fault];
        return fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : [];
      });
      return struck;
    },
    /** The faults that can still strike. `times` is the number of strikes left. */
    remaining: () => faults,
  };
}
