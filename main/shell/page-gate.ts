/**
 * A script of the page with nothing in it: the page asks for it when its first screen is drawn, or when it needs main before that, and
 * main answers when it can be called. The page makes no call before (`renderer/app/bridge.ts`).
 */
const SCRIPT = /\/main-is-ready[.-][^/]*$/;

/** In milliseconds: longer than a first screen takes. A window that nobody sees draws none, and a page that has crashed asks for nothing. */
const PATIENCE = 2000;

export interface PageGate {
  /** Resolves when the page wants to make calls. */
  readonly mainWanted: Promise<void>;
  /** From here on calls are answered. */
  readonly letIn: () => void;
  /** Waits if the page asks for main by this address. */
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
