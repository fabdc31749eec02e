import type { FailureKind } from '../../../bridge/values/failure.ts';
import type { ProfileBlock, Tool } from '../../../bridge/values/usage.ts';
import type { Tone } from '../../ui/badge.tsx';

export interface ToolWords {
  readonly id: Tool;
  readonly text: string;
  readonly note: string | null;
  /** How the name is used there. */
  readonly named: (name: string) => string;
}

const profile = (name: string) => `aws --profile ${name}`;
const s3cmd = (name: string) => `s3cmd -c ~/.s3cfg${name === 'default' ? '' : `-${name}`}`;
const heading = () => 'A heading, and part of the file’s name.';

/** The tools, those first that are asked for most. */
export const tools: readonly ToolWords[] = [
  { id: 'aws', text: 'AWS', note: 'CLI and SDKs', named: profile },
  { id: 'aws-on-demand', text: 'AWS, on demand', note: 'no secret on disk', named: profile },
  { id: 'rclone', text: 'rclone', note: null, named: (name) => `rclone lsd ${name}:` },
  { id: 's3cmd', text: 's3cmd', note: null, named: s3cmd },
  { id: 'mc', text: 'MinIO client', note: 'mc', named: (name) => `mc ls ${name}` },
  { id: 'terraform', text: 'Terraform', note: 's3 backend', named: () => 'The AWS profile of the backend.' },
  { id: 'dotenv', text: '.env file', note: 's5cmd, boto3', named: heading },
  { id: 'posix-shell', text: 'Shell', note: 'sh, bash, zsh', named: heading },
  { id: 'powershell', text: 'PowerShell', note: null, named: heading },
  { id: 'cyberduck', text: 'Cyberduck', note: 'without the secret key', named: () => 'What the bookmark is called.' },
];

/** How the name is used with this tool: a command, or what it is. */
export const nameHint = (tool: Tool, name: string): string =>
  tools.find(({ id }) => id === tool)?.named(name || 'NAME') ?? '';

const longestName = 64;

/** A name that every tool takes, made from the name of a key: "Grace’s NAS (cellar)" becomes "grace-s-nas-cellar". At most 64 characters. */
export const suggestName = (keyName: string): string => {
  const plain = keyName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longestName)
    .replace(/^-+|-+$/g, '');
  // The MinIO client wants a letter first.
  return /^[a-z]/.test(plain) ? plain : `key-${plain}`.slice(0, longestName).replace(/-$/, '');
};

/** What writing would do to a file, in a word or two; null where there is nothing to write to. */
export const changeWords = (change: ProfileBlock['change']): { readonly text: string; readonly tone: Tone } | null => {
  if (change === 'none') return null;
  return (
    {
      'new-file': { text: 'New file', tone: 'accent' },
      added: { text: 'Added to the file', tone: 'accent' },
      replaced: { text: 'Replaces a profile', tone: 'warning' },
      same: { text: 'Written already', tone: 'neutral' },
    } as const
  )[change];
};

/** What becomes of a file as it was, before something in it is replaced. */
export const backupWords: Record<ProfileBlock['backup'], string> = {
  'to-make': 'A copy of the file as it is now is kept beside it.',
  'made-before': 'The copy from before Keydesk first changed this file stays beside it; no other is made.',
  none: 'No copy of the file is made: it would hold this secret key, which the keychain has.',
};

/** It is a file that stands in the way: the profile itself can be copied and saved all the same. */
export const isAboutFile = (kind: FailureKind): boolean =>
  ['tool-file-malformed', 'tool-files-are-one', 'file-unreadable', 'file-is-link', 'file-is-foreign'].includes(kind);

export interface WriteOffer {
  /** Those blocks that take the place of others. */
  readonly replacing: readonly ProfileBlock[];
  /** Everything is as it would be written. */
  readonly written: boolean;
  /** What the button says; null: the tool has no file of its own. */
  readonly button: string | null;
}

/** What "Write" would do with these blocks. */
export const writeOffer = (blocks: readonly ProfileBlock[]): WriteOffer => {
  const own = blocks.filter(({ file, change }) => file !== null && change !== 'none');
  const changed = own.filter(({ change }) => change !== 'same');
  const files = [...new Set(changed.flatMap(({ file }) => file ?? []))];
  const [first] = files;
  return {
    replacing: changed.filter(({ change }) => change === 'replaced'),
    written: own.length > 0 && changed.length === 0,
    button:
      own.length === 0 ? null : files.length === 1 && first ? `Write to ${shortFile(first)}` : 'Write to both files',
  };
};

/** "~/.aws/credentials" as it is; of a longer path its last two parts: "…/rclone/rclone.conf". */
export const shortFile = (file: string): string => {
  if (file.length <= 32) return file;
  const parts = file.split(/[/\\]/);
  const short = `…/${parts.slice(-2).join('/')}`;
  return short.length <= 40 ? short : `…/${parts.at(-1) ?? file}`;
};
