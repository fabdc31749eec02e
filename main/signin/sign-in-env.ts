import type { Outcome } from '../basics/outcome.ts';

/** What the sign-in needs of the computer it runs on. */
export interface SignInEnv {
  /** `readSmallFile` in the app. */
  readonly readFile: ReadFile;
  /** `process.env`, of which these are read. */
  readonly variables: {
    readonly OCI_CLI_CONFIG_FILE?: string | undefined;
    readonly OCI_CONFIG_FILE?: string | undefined;
    readonly OCI_REGION_METADATA?: string | undefined;
    readonly OCI_DEFAULT_REALM?: string | undefined;
  };
  readonly homedir: () => string;
}

/** Reads a regular file of at most `maxBytes` into a buffer that the caller owns. */
export type ReadFile = (path: string, maxBytes: number) => Promise<Outcome<Buffer, FileProblem>>;

/** `reason` is plain English: too large, not a file, no permission. */
export type FileProblem = { readonly kind: 'missing' } | { readonly kind: 'unreadable'; readonly reason: string };
