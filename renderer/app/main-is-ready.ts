/** Main gives the page this file when it answers calls, and not before (`main/shell/page-gate.ts`). There is nothing else in it. */
export const ready = true;
