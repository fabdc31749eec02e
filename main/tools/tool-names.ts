import type { Tool } from '../../bridge/values/usage.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { BucketNameInvalid, NameFault, ToolNameInvalid } from './tools-contract.ts';

interface NameRule {
  readonly characters: RegExp;
  /** The characters that a name may begin with, if they are fewer. */
  readonly start?: RegExp;
  readonly reserved?: (name: string) => boolean;
  /** Why other characters are refused, if the tool has rules of its own. */
  readonly fault?: NameFault;
}

const LONGEST = 64;

/** AWS, "Configuration file format": letters, digits and `_ - / . % @ : +`. A hyphen in front would be an option of the CLI. */
const aws: NameRule = {
  characters: /^[A-Za-z0-9_\-/.%@:+]+$/,
  start: /^[^-]/,
  // The AWS CLI reads with Python's configparser, which adds the options under [DEFAULT] to every profile.
  reserved: (name) => name === 'DEFAULT',
};
/** Kubernetes, "Object Names and IDs": a DNS subdomain name. */
const kubernetes: NameRule = {
  characters: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/,
  fault: 'kubernetes',
};
/** The name is a comment and part of a file name, nothing more. */
const label: NameRule = { characters: /^[\p{L}\p{N} _\-/.@:+]+$/u };

const rules: { readonly [T in Tool]: NameRule } = {
  aws,
  'aws-on-demand': aws,
  terraform: aws,
  // rclone, fs/fspath: word characters, hyphen and space (1.60), and more in later versions. A single letter is a drive on Windows.
  rclone: { characters: /^[A-Za-z0-9_-]+$/, start: /^[^-]/, reserved: (name) => name.length === 1 },
  // The name becomes part of a file name: ~/.s3cfg-NAME.
  s3cmd: { characters: /^[A-Za-z0-9_.-]+$/, start: /^[A-Za-z0-9_]/ },
  // mc, cmd/config-validate.go.
  mc: { characters: /^[A-Za-z0-9_-]+$/, start: /^[A-Za-z]/ },
  dotenv: label,
  'posix-shell': label,
  powershell: label,
  cyberduck: label,
  'web-form': label,
  kubernetes,
  velero: kubernetes,
  restic: label,
  s3a: label,
};

/** Oracle's bucket names ("Object Storage buckets"). A bucket name is put without quotes into addresses and names of options. */
export const checkBucket = (bucket: string | null): Outcome<null, BucketNameInvalid> =>
  bucket === null || /^[A-Za-z0-9._-]{1,256}$/.test(bucket) ? success(null) : failed({ kind: 'bucket-name-invalid' });

/** Whether the tool takes this name for a profile, remote or alias; if not, why. */
export function checkName(tool: Tool, name: string): Outcome<null, ToolNameInvalid> {
  const why = faultOf(rules[tool], name);
  return why === null ? success(null) : failed({ kind: 'tool-name-invalid', tool, why });
}

function faultOf({ characters, start, reserved, fault = 'characters' }: NameRule, name: string): NameFault | null {
  if (name.trim() === '') return 'empty';
  if (name.length > LONGEST) return 'too-long';
  if (!characters.test(name)) return fault;
  if (start && !start.test(name)) return 'start';
  return reserved?.(name) ? 'reserved' : null;
}
