import type { FirstState } from '../../bridge/values/first-state.ts';

/**
 * The state that main put into the document (`main/build-first-state.ts`). Null after a reload, or if
 * main could not make it: then the page reads main's stores.
 */
export const firstState: FirstState | null = JSON.parse(
  globalThis.document?.getElementById('first-state')?.textContent ?? 'null',
);
