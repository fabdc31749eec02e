import type { ProfileBlock, Tool } from '../../../bridge/values/usage.ts';
import type { Tone } from '../../ui/badge.tsx';

interface ToolWords {
  readonly id: Tool;
  readonly text: string;
  readonly note: string | null;
  /** How the tool uses the name of the profile. Null: the tool needs no name. */
  readonly named: ((name: string) => string) | null;
  /** The profile names a bucket. */
  readonly hasBucket?: true;
  /** The profile is a file to save and open, not a text to copy. */
  readonly isFile?: true;
  /** What the user must set, because no profile can. */
  readonly advice?: (region: string, isHome: boolean) => string | null;
}

const profile = (name: string) => `aws --profile ${name}`;
const s3cmd = (name: string) => `s3cmd -c ~/.s3cfg${name === 'default' ? '' : `-${name}`}`;
const secretRef = (name: string) => `envFrom: secretRef: ${name}`;
const velero = (name: string) => `velero backup create --storage-location ${name}`;
const backend = () => 'The AWS profile of the backend.';
const heading = () => 'A heading, and part of the file’s name.';
const deleteMany = () => 'SDKs delete many objects in one call only with ChecksumAlgorithm SHA256.';
const pathStyle = () =>
  `JavaScript (forcePathStyle) and Ruby (force_path_style) want path style from the program. ${deleteMany()}`;
const mcRegion = (region: string, isHome: boolean) =>
  isHome ? null : `mc reads no region from its file: set MC_REGION=${region} where you run it.`;

/** The tools, the most common ones first. */
export const tools: readonly ToolWords[] = [
  { id: 'aws', text: 'AWS', note: 'CLI and SDKs', named: profile, advice: deleteMany },
  { id: 'aws-on-demand', text: 'AWS, on demand', note: 'no secret on disk', named: profile, advice: deleteMany },
  { id: 'web-form', text: 'Plain values', note: 'for a form', named: null, hasBucket: true },
  { id: 'rclone', text: 'rclone', note: null, named: (name) => `rclone lsd ${name}:` },
  { id: 's3cmd', text: 's3cmd', note: null, named: s3cmd },
  { id: 'mc', text: 'MinIO client', note: 'mc', named: (name) => `mc ls ${name}`, advice: mcRegion },
  { id: 'restic', text: 'restic', note: 'sh, bash, zsh', named: null, hasBucket: true },
  { id: 'kubernetes', text: 'Kubernetes', note: 'Secret', named: secretRef, advice: pathStyle },
  { id: 'velero', text: 'Velero', note: 'Secret and location', named: velero, hasBucket: true },
  { id: 'terraform', text: 'Terraform', note: 's3 backend', named: backend, hasBucket: true },
  { id: 'dotenv', text: '.env file', note: 's5cmd, boto3', named: heading, advice: pathStyle },
  { id: 'posix-shell', text: 'Shell', note: 'sh, bash, zsh', named: heading, advice: pathStyle },
  { id: 'powershell', text: 'PowerShell', note: null, named: heading, advice: pathStyle },
  { id: 's3a', text: 'Hadoop', note: 's3a, Spark', named: null, hasBucket: true },
  {
    id: 'cyberduck',
    text: 'Cyberduck',
    note: 'without the secret key',
    named: () => 'What the bookmark is called.',
    isFile: true,
  },
];

export const wordsOf = (tool: Tool): ToolWords | null => tools.find(({ id }) => id === tool) ?? null;

/** How this tool uses the name of the profile, in a command or otherwise. Null: the tool needs no name. */
export const nameHint = (tool: Tool, name: string): string | null => wordsOf(tool)?.named?.(name || 'NAME') ?? null;

const longestName = 64;

/**
 * A name that every tool takes, from the name of a key: "Grace’s NAS (cellar)" becomes "grace-s-nas-cellar". At most 64
 * characters.
 */
export const suggestName = (keyName: string): string => {
  const plain = keyName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longestName)
    .replace(/^-+|-+$/g, '');
  // The MinIO client requires a letter as the first character.
  return /^[a-z]/.test(plain) ? plain : `key-${plain}`.slice(0, longestName).replace(/-$/, '');
};

/** What a write would do to a file, in a word or two. Null if there is no file. */
export const changeWords = (change: ProfileBlock['change']): { readonly text: string; readonly tone: Tone } | null => {
  if (change === 'none') return null;
  return (
    {
      'new-file': { text: 'New file', tone: 'accent' },
      added: { text: 'Adds to the file', tone: 'accent' },
      replaced: { text: 'Replaces a profile', tone: 'warning' },
      same: { text: 'Written already', tone: 'neutral' },
    } as const
  )[change];
};

/** True if a file is the problem. The profile can still be copied and saved. */
export const isAboutFile = (kind: string): boolean =>
  [
    'tool-file-malformed',
    'tool-file-encrypted',
    'tool-files-are-one',
    'file-unreadable',
    'file-is-link',
    'file-is-foreign',
  ].includes(kind);

interface WriteOffer {
  /** True if the files already have the profile, and no key must be saved for it. */
  readonly written: boolean;
  /** The word on the button. Null: the tool has no file of its own. */
  readonly button: string | null;
}

/** What *Write* would do with these blocks. `keepsAs`: the name under which *Write* first saves the key on this computer. Null: not. */
export const writeOffer = (blocks: readonly ProfileBlock[], keepsAs: string | null = null): WriteOffer => {
  const own = blocks.filter(({ file, change }) => file !== null && change !== 'none');
  const changed = own.filter(({ change }) => change !== 'same');
  const files = [...new Set(changed.flatMap(({ file }) => file ?? []))];
  const [first] = files;
  const target = files.length === 1 && first ? shortFile(first) : 'both files';
  const keep = changed.length === 0 ? 'Keep the key' : `Keep the key and write to ${target}`;
  return {
    written: own.length > 0 && changed.length === 0 && keepsAs === null,
    button: own.length === 0 ? null : keepsAs === null ? `Write to ${target}` : keep,
  };
};

/** "~/.aws/credentials" as it is. Of a longer path the last two parts: "…/rclone/rclone.conf". */
export const shortFile = (file: string): string => {
  if (file.length <= 32) return file;
  const parts = file.split(/[/\\]/);
  const short = `…/${parts.slice(-2).join('/')}`;
  return short.length <= 40 ? short : `…/${parts.at(-1) ?? file}`;
};
