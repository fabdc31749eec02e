/** The clipboard of the operating system, as the guard needs it. `electron-clipboard.ts` is the real one. */
export interface SystemClipboard {
  /** A secret is marked, where the system knows such marks, so that clipboard histories leave it out. */
  write(text: string, mark: 'secret' | 'plain'): Promise<void>;
  /** The text on the clipboard, whoever put it there; empty when there is none. */
  read(): Promise<string>;
  clear(): Promise<void>;
}
