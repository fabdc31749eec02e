/** The clipboard of the operating system, as the guard needs it. `electron-clipboard.ts` is the real one. */
export interface SystemClipboard {
  /** A secret gets the system's hints, if there are any, so that clipboard histories leave it out. */
  write(text: string, mark: 'secret' | 'plain'): Promise<void>;
  /**
   * The text on the clipboard, of any program. Empty if there is none, or if the other program does not give it within the limit.
   * Rejects when it cannot be known.
   */
  read(): Promise<string>;
  /** Rejects if the system does not let Keydesk clear it now. */
  clear(): Promise<void>;
  /** X11's second clipboard, which holds what is selected: cleared when it was selected in Keydesk. */
  clearSelection(): Promise<void>;
}
