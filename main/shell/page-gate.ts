/**
 * An empty script of the page. The page loads it when its first screen is drawn, or when it needs main before that. Main serves the script
 * when main can answer calls, and the page makes no call before that (`renderer/app/bridge.ts`).
 */
const SCRIPT = /\/main-is-ready[.-][^/]*$/;

/** Milliseconds, longer than a first screen takes. Then main stops waiting: a hidden window draws nothing, a crashed page loads nothing. */
const PATIENCE = 2000;

export interface PageGate {
  /** Resolves when the page wants to make calls. */
  readonly mainWanted: Promise<void>;
  /** Lets the page make calls. */
  readonly letIn: () => void;
  /** If `url` is that of the script, waits until `letIn` was called. */
  readonly hold: (url: string) => Promise<void>;
}

export function createPageGate(): PageGate {
  const wanted = Promise.withResolvers<void>();
  const ready = Promise.withResolvers<void>();
  const tooLate = setTimeout(wanted.resolve, PATIENCE);
  return {
    mainWanted: wanted.promise,
    letIn: ready.resolve,
    async hold(url) {
      if (!SCRIPT.test(new URL(url).pathname)) return;
      clearTimeout(tooLate);
      wanted.resolve();
      await ready.promise;
    },
  };
}
