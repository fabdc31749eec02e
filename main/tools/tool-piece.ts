import type { S3Endpoint, Tool } from '../../bridge/values/usage.ts';
import type { Outcome } from '../basics/outcome.ts';
import type { IniDialect } from './ini-lines.ts';
import type { McAlias } from './json-merge.ts';
import type { ToolCannotHold } from './tools-contract.ts';

/** What a tool's profile is made from. */
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

/** Which file of the tool's own a piece goes into: `tool-files.ts` knows where it is. */
export type ToolFile = 'aws-credentials' | 'aws-config' | 'rclone' | 's3cmd' | 'mc';

/** How a piece gets into its file. */
export type Merge =
  | {
      readonly how: 'ini';
      readonly dialect: IniDialect;
      readonly isOurs: (section: string) => boolean;
      /** The tool would read other sections into this profile, so there must be none. */
      readonly alone?: boolean;
      /** Nothing is put in, and what is there goes: without a copy where it is this text, of which nothing is lost. */
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
  /** What a file holds that has this piece alone, where that is not its text. */
  readonly fileText?: string;
  /** The values of `text` one by one, where they are put into the fields of a form. */
  readonly values?: readonly ToolValue[];
  readonly holdsSecret: boolean;
  readonly target: { readonly file: ToolFile; readonly merge: Merge } | null;
}

/** One tool: how its profile reads, and what a file of it is called where the person chooses the folder. */
export interface ToolProfile {
  readonly pieces: (facts: ProfileFacts) => Outcome<readonly ToolPiece[], ToolCannotHold>;
  readonly fileName: (name: string) => string;
}

export type ToolProfiles = { readonly [T in Tool]: ToolProfile };

/** What stands in the secret's place wherever somebody looks. Always as long, so that it tells nothing. */
export const MASK = '••••••••';
