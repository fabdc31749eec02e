/** The running reads, by the id that the renderer gave them. The renderer cancels those of a view that the person has left. */
export function createRunningCalls() {
  const running = new Map<string, AbortController>();

  return {
    async run<T>(call: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
      const controller = new AbortController();
      running.set(call, controller);
      try {
        return await work(controller.signal);
      } finally {
        running.delete(call);
      }
    },
    /** True if the call was still under way. */
    cancel(call: string): boolean {
      const controller = running.get(call);
      controller?.abort();
      return controller !== undefined;
    },
    /** The page has gone, so no caller waits for them. */
    cancelAll(): void {
      for (const controller of running.values()) controller.abort();
    },
  };
}

export type RunningCalls = ReturnType<typeof createRunningCalls>;
