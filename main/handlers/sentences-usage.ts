import type { Tool } from '../../bridge/values/usage.ts';
import type { NameFault } from '../tools/tools-contract.ts';
import { type AllSentences, NOTHING_CHANGED, type Sentences } from './sentences.ts';

/** The words for using a key: private files, the endpoint of a key, its test, saved keys, and the profiles of tools. */
export const usageSentences = {
  'file-unreadable': ({ file, reason }) => ({
    happened: `${file} could not be read: ${reason}.`,
    meaning: NOTHING_CHANGED,
    remedy: 'Check that it is there and that you may read it, or choose another file.',
  }),
  'file-unwritable': ({ file, reason }) => ({
    happened: `${file} could not be written: ${reason}.`,
    meaning: 'A file that was there is unchanged, and the secret key is not affected.',
    remedy: 'Check that the disk has space and that you may write there, or choose another place.',
  }),
  'file-is-link': ({ file }) => ({
    happened: `${file} is a link to another file.`,
    meaning:
      'Another person may decide where it leads, so Keydesk neither reads nor writes secrets through a link. Nothing was changed.',
    remedy:
      'Choose another place, or put the file itself in the place of the link. A profile can also be copied and put in by hand.',
  }),
  'file-is-foreign': ({ file }) => ({
    happened: `${file} belongs to another user of this computer.`,
    meaning: 'They could read what is written into it. Nothing was changed.',
    remedy: 'Choose another file, or ask the administrator of this computer to make the file yours.',
  }),
  'endpoint-unknown': ({ reason }) => ({
    happened: `Keydesk cannot tell where this key is used: ${reason}.`,
    meaning: 'An S3 tool needs its endpoint, which is made from namespace and region. The key itself is not affected.',
    remedy: 'Switch to an account of the tenancy that the key belongs to, then try again.',
    calm: 'info',
  }),
  'test-running': ({ keyName }) => ({
    happened: keyName ? `The key ${keyName} is being tested.` : 'Another key is being tested.',
    meaning: 'Keydesk tests one key at a time.',
    remedy: 'Wait for its end, or stop it, then try again.',
    calm: 'info',
  }),
  'saved-key-unknown': () => ({
    happened: 'The keychain of this computer does not hold this key.',
    meaning: 'Keydesk or another program may have removed it. The key at Oracle is not affected.',
    remedy: 'Remove it from the list. If you have not stored its secret key elsewhere, generate a new key.',
  }),
  'keychain-needed': ({ reason }) => ({
    happened: `There is no keychain to keep the key in: ${reason}.`,
    meaning: 'Keydesk keeps secret keys in the keychain of this computer or not at all. The key was not kept.',
    remedy:
      'Copy the secret key to your password manager. Or unlock the keychain, then press Try the keychain again in Settings, Credentials.',
  }),
  'tool-name-invalid': (problem): Sentences => {
    if ('tool' in problem) {
      return {
        happened: nameRules[problem.why](toolNames[problem.tool]),
        meaning: NOTHING_CHANGED,
        remedy: 'Choose another name.',
      };
    }
    if (problem.why === 'saved-name-form') {
      return {
        happened: 'This name cannot be used on a command line as it is.',
        meaning: 'Nothing was kept.',
        remedy: 'Take up to 64 of the letters A to Z, digits and . _ @ -, with a letter or digit first.',
      };
    }
    if (problem.why === 'saved-name-taken') {
      return {
        happened: `The key ${problem.keyName} is kept on this computer as ${problem.name}.`,
        meaning: 'Nothing was kept: tools may use that name.',
        remedy: 'Choose another name, or remove that key from this computer first.',
      };
    }
    return {
      happened: `This key is kept on this computer already, as ${problem.name}.`,
      meaning: 'Nothing was changed: tools may use that name.',
      remedy: 'Use it under that name, or remove it from this computer first.',
    };
  },
  'bucket-name-invalid': () => ({
    happened: 'A bucket’s name has letters, digits, full stops, hyphens and underscores, 256 at most.',
    meaning: NOTHING_CHANGED,
    remedy: 'Type the name as the Console shows it.',
  }),
  'tool-file-malformed': ({ file, line, reason }) => ({
    happened: `Line ${line} of ${file} is not what such a file may hold: ${reason}.`,
    meaning: 'Keydesk changes no file that it does not understand. Nothing was changed.',
    remedy: `Correct line ${line} in a text editor, then look at the profile again; or copy the profile and put it in yourself.`,
  }),
  'tool-file-encrypted': ({ tool, file }) => ({
    happened: `${toolNames[tool]} has encrypted ${file} with a password.`,
    meaning: `Only ${toolNames[tool]} can change that file. Nothing was changed.`,
    remedy:
      'Copy the profile, run rclone config in a terminal, choose n for a new remote, and enter the values that were copied.',
  }),
  'tool-files-are-one': ({ file }) => ({
    happened: `AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE both name ${file}.`,
    meaning:
      'Each half of the profile goes into a file of its own: in one, the second would overwrite the first. Nothing was changed.',
    remedy: 'Let them name two files, or copy the profile and put it in yourself.',
  }),
  'tool-file-changed': () => ({
    happened: 'The file, the key or its endpoint has changed since you looked.',
    meaning: NOTHING_CHANGED,
    remedy: 'Look at the difference again, then write.',
  }),
  'tool-undo-failed': ({ files, copies }) => ({
    happened: 'Only a part of the profile could be written, and not all of that could be taken back.',
    meaning: [
      `Not as before: ${files.join(' and ')}. The secret key may be in there.`,
      ...copies.map((copy) => `What was there before is saved as ${copy}.`),
    ].join(' '),
    remedy: 'Check that the disk has space and that you may write there, then look at the difference again and write.',
  }),
  'tool-has-no-file': ({ tool }) => ({
    happened: `${toolNames[tool]} has no file of its own that Keydesk could write this into.`,
    meaning: NOTHING_CHANGED,
    remedy: 'Copy it, or save it where you want it.',
  }),
  'tool-cannot-hold': ({ tool }) => ({
    happened: `${toolNames[tool]} cannot hold this key: however it is written, it may be read as another.`,
    meaning: NOTHING_CHANGED,
    remedy: 'Choose another tool, or keep the key on this computer and use it on demand.',
  }),
} satisfies Partial<AllSentences>;

const toolNames: Record<Tool, string> = {
  aws: 'The AWS CLI',
  'aws-on-demand': 'The AWS CLI',
  rclone: 'rclone',
  s3cmd: 's3cmd',
  mc: 'The MinIO client',
  terraform: 'Terraform',
  dotenv: 'An environment file',
  'posix-shell': 'The shell',
  powershell: 'PowerShell',
  cyberduck: 'Cyberduck',
  'web-form': 'A form',
  kubernetes: 'Kubernetes',
  velero: 'Velero',
  restic: 'restic',
  s3a: 'Hadoop',
};

const nameRules: Record<NameFault, (tool: string) => string> = {
  empty: () => 'A profile needs a name.',
  'too-long': () => 'The name is longer than 64 characters.',
  start: (tool) => `${tool} takes no name that begins like this.`,
  characters: (tool) => `${tool} takes no name with such characters: letters, digits, - and _ are safe.`,
  kubernetes: () => 'Kubernetes takes small letters, digits, - and . in a name, with a letter or digit first and last.',
  reserved: (tool) => `${tool} gives this name a meaning of its own.`,
};
