/** What keeps a sheet from being printed. */
export type PrintProblem =
  /** The person closed the system's dialog. Nothing was printed. */
  | { readonly kind: 'print-cancelled' }
  /** `reason`: Chromium's words, or what became of the page. */
  | { readonly kind: 'print-failed'; readonly reason: string }
  /** One dialog at a time. */
  | { readonly kind: 'print-busy' }
  /** The dialog would write the sheet onto the disk: no folder is in memory. */
  | { readonly kind: 'print-needs-memory' };
