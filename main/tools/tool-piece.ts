import type { S3Endpoint, Tool } from '../../bridge/values/usage.ts';
import type { Outcome } from '../basics/outcome.ts';
import type { IniDialect } from './ini-lines.ts';
import type { McAlias } from './json-merge.ts';
import type { ToolCannotHold } from './tools-contract.ts';

/** The facts that a tool's profile is made from. */
export interface ProfileFacts {
  readonly name: string;
  readonly accessKey: string;
  /** The secret in clear; in a preview the mask. */
  readonly secretKey: string;
  readonly place: Pick<S3Endpoint, 'endpoint' | 'region'>;
  /** The bucket that the person means to use; null: none was named. */
  readonly bucket: string | null;
  /** The command that prints the credentials of this key; null: it is not kept on this computer. */
  readonly credentialCommand: string | null;
}

/** The file of the tool that a piece goes into: `tool-files.ts` knows its path. */
export type ToolFile = 'aws-credentials' | 'aws-config' | 'rclone' | 's3cmd' | 'mc';

/** How a piece gets into its file. */
type Merge =
  | {
      readonly how: 'ini';
      readonly dialect: IniDialect;
      readonly isOurs: (section: string) => boolean;
      /** The tool would add the options of other sections to this profile, so there must be none. */
      readonly alone?: boolean;
      /** For a section that is only removed: if it is this text, nothing is lost, and no copy is made. */
      readonly known?: string;
    }
  | { readonly how: 'mc-alias'; readonly name: string; readonly alias: McAlias };

/** One value of a form. `text` of a secret is masked in a preview. */
export interface ToolValue {
  readonly label: string;
  readonly text: string;
  readonly isSecret?: true;
}

/** A part of a profile: `text` ends in a line break, lines end in `\n`. */
export interface ToolPiece {
  readonly text: string;
  /** The content of a file with this piece alone, if that is not `text`. */
  readonly fileText?: string;
  /** The values of `text` one by one, for the fields of a form. */
  readonly values?: readonly ToolValue[];
  readonly holdsSecret: boolean;
  readonly target: { readonly file: ToolFile; readonly merge: Merge } | null;
}

/** One tool: the text of its profile, and the name for a file that the person saves. */
export interface ToolProfile {
  readonly pieces: (facts: ProfileFacts) => Outcome<readonly ToolPiece[], ToolCannotHold>;
  readonly fileName: (name: string) => string;
}

export type ToolProfiles = { readonly [T in Tool]: ToolProfile };

/** Shown in place of the secret. It is always of the same length, so that it says nothing about the secret. */
export const MASK = '••••••••';
