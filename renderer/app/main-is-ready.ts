/** Main gives the page this file when it answers calls, and not before (`main/shell/page-asks.ts`). There is nothing else in it. */
export const ready = true;
