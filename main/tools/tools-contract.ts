import type { KeySource, ProfilePreview, ProfileRequest, Tool, WrittenFile } from '../../bridge/values/usage.ts';
import type { Outcome } from '../basics/outcome.ts';
import type { ClipboardProblem } from '../clipboard/clipboard-guard.ts';
import type { FileProblem } from '../files/private-file.ts';
import type { Prescribed } from '../policy/policy-rules.ts';
import type { KeepProblem } from '../usage/saved-keys.ts';
import type { EndpointProblem, LendProblem } from '../usage/usage-contract.ts';

export type NameFault = 'empty' | 'too-long' | 'start' | 'characters' | 'reserved' | 'kubernetes';
/** The tool does not take this name; `sentences-usage.ts` says what it takes. */
export type ToolNameInvalid = { readonly kind: 'tool-name-invalid'; readonly tool: Tool; readonly why: NameFault };
export type BucketNameInvalid = { readonly kind: 'bucket-name-invalid' };
/** `line` counts from 1. The reason never repeats what the line says: it may hold a secret. */
export type ToolFileMalformed = {
  readonly kind: 'tool-file-malformed';
  readonly file: string;
  readonly line: number;
  readonly reason: string;
};
/** The tool has encrypted its file, and only the tool can change it. */
export type ToolFileEncrypted = { readonly kind: 'tool-file-encrypted'; readonly tool: Tool; readonly file: string };
/** The tool would read this secret as another text, however it is written. Oracle's own secret keys never cause that. */
export type ToolCannotHold = { readonly kind: 'tool-cannot-hold'; readonly tool: Tool };

/** Both halves of a profile would go into one file, where one would overwrite the other. */
export type ToolFilesAreOne = { readonly kind: 'tool-files-are-one'; readonly file: string };

/** The files, the key or its endpoint have changed since the person looked. */
export type ToolFileChanged = { readonly kind: 'tool-file-changed' };

/** Not all files could be written, and these did not get their old content back. `copies` have that content. */
export type ToolUndoFailed = {
  readonly kind: 'tool-undo-failed';
  readonly files: readonly string[];
  readonly copies: readonly string[];
};

export type ToolProblem =
  | Prescribed
  | LendProblem
  | EndpointProblem
  | FileProblem
  | ClipboardProblem
  | ToolNameInvalid
  | BucketNameInvalid
  | ToolFileMalformed
  | ToolFileEncrypted
  | ToolCannotHold
  | ToolFilesAreOne
  | ToolFileChanged
  | ToolUndoFailed
  | KeepProblem
  | { readonly kind: 'tool-has-no-file'; readonly tool: Tool };

/** A profile that Keydesk wrote into a tool's own file, and for which key. */
export type WrittenProfile = Omit<ProfileRequest, 'source'> & { readonly accessKey: string };

export interface WrittenFiles {
  readonly files: readonly WrittenFile[];
}

export interface Tools {
  /** The command that starts this very Keydesk, as one line. */
  readonly keydeskCommand: string;
  /** Shows what writing or copying would give, with secrets masked. Changes nothing. */
  preview(request: ProfileRequest): Promise<Outcome<ProfilePreview, ToolProblem>>;
  /** Puts the profile on the clipboard: guarded as a secret if it holds one. */
  copy(request: ProfileRequest): Promise<Outcome<null, ToolProblem>>;
  /**
   * Merges the profile into the tool's own files. `digest` is that of the preview which the person agreed to. Where something is replaced,
   * or a kept secret leaves the keychain, the system's dialog asks first; no files: the person cancelled. After a problem every file has
   * its old content, though other users may no longer be able to read it; `tool-undo-failed` names files that do not.
   */
  write(request: ProfileRequest, digest: string): Promise<Outcome<WrittenFiles, ToolProblem>>;
  /** The profiles that Keydesk wrote into tools' own files for this key. */
  writtenFor(accessKey: string): readonly WrittenProfile[];
  /**
   * Puts one key in the place of another in a profile that Keydesk wrote, without a question: the person has seen the change. A profile
   * that has changed since Keydesk wrote it is not written: `tool-file-changed`.
   */
  replace(profile: WrittenProfile, from: KeySource, to: KeySource): Promise<Outcome<WrittenFiles, ToolProblem>>;
  /** Writes the profile into a file that the person chooses; null: the dialog was cancelled. */
  save(request: ProfileRequest): Promise<Outcome<{ readonly file: string | null }, ToolProblem>>;
}
