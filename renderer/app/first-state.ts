import type { FirstState } from '../../bridge/values/first-state.ts';

/** What main has put into the document (`main/build-first-state.ts`). Null: nothing, as after a reload, and the stores of main are read. */
export const firstState: FirstState | null = JSON.parse(
  globalThis.document?.getElementById('first-state')?.textContent ?? 'null',
);
