import type { Fault } from './fault.ts';

/** The faults that are set. */
export interface FaultBox {
  add(faults: readonly Fault[]): void;
  clear(): void;
  /** Resolves when the faults are cleared next. */
  cleared(): Promise<void>;
  /** The faults that strike this request, in the order in which they were set. Each then has one strike less. */
  take(method: string, target: string): readonly Fault[];
  /** The faults that can still strike. `times` is the number of strikes left. */
  remaining(): readonly Fault[];
}

export function createFaultBox(): FaultBox {
  let faults: readonly Fault[] = [];
  let clearing = Promise.withResolvers<void>();
  return {
    add(more) {
      faults = [...faults, ...more];
    },
    clear() {
      faults = [];
      clearing.resolve();
      clearing = Promise.withResolvers();
    },
    cleared: () => clearing.promise,
    take(method, target) {
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
    remaining: () => faults,
  };
}
