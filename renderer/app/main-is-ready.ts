/** The page loads this file to learn that main can be called: main serves the file only then (`main/shell/page-gate.ts`). */
export const ready = true;
