/** Why a sheet cannot be printed. */
export type PrintProblem =
  /** The person closed the system's dialog. Nothing was printed. */
  | { readonly kind: 'print-cancelled' }
  /** `reason`: Chromium's words, or what became of the page. */
  | { readonly kind: 'print-failed'; readonly reason: string }
  /** Another print dialog is open. */
  | { readonly kind: 'print-busy' }
  /** The dialog would write the sheet to the disk, since this computer has no folder that is only in memory. */
  | { readonly kind: 'print-needs-memory' };
