import type { ActiveUpdates, PackageKind } from '../../../bridge/values/updates.ts';

export type Known = NonNullable<ActiveUpdates['known']>;

/** What Keydesk knows about newer versions, in one sentence. */
export function knownSentence({ known, ownVersion }: Pick<ActiveUpdates, 'known' | 'ownVersion'>): string {
  if (known === null) return `You have ${ownVersion}. Keydesk does not know yet whether there is a newer version.`;
  if (known.isNewer) return `Keydesk ${known.version} is available. You have ${ownVersion}.`;
  if (known.version === ownVersion) return `You have the newest version, ${ownVersion}.`;
  return `You have ${ownVersion}, which is newer than ${known.version} in the list.`;
}

interface Way {
  readonly text: string;
  /** The command for a terminal that installs the file. */
  readonly command: ((name: string) => string) | null;
}

const byHand = 'If not, download it, compare its SHA-256 with the one here, and install it over this one.';
const ways: Readonly<Record<PackageKind, Way>> = {
  deb: {
    text: `If your computer gets Keydesk from an apt repository, the next apt upgrade brings it. ${byHand}`,
    command: (name) => `sudo apt install ./${name}`,
  },
  rpm: {
    text: `If your computer gets Keydesk from a dnf or zypper repository, its next upgrade brings it. ${byHand}`,
    command: (name) => `sudo dnf install ./${name}`,
  },
  'tar.gz': {
    text: 'Download it, compare its SHA-256 with the one here, unpack it, and start Keydesk from the new folder.',
    command: (name) => `tar -xzf ${name}`,
  },
  msi: {
    text: 'An administrator installed Keydesk on this computer, and installs the newer version. This is what they need.',
    command: (name) => `msiexec /i ${name}`,
  },
  exe: {
    text: 'Choose Fetch, and Keydesk downloads it, checks it and offers to start it. Or download it, compare its SHA-256 with the one here, and start it.',
    command: null,
  },
  dmg: {
    text: 'Choose Fetch, and Keydesk downloads it, checks it and offers to open it. Or download it, compare its SHA-256 with the one here, open it, and copy Keydesk into Applications.',
    command: null,
  },
};

/** How the user gets a newer version, by the kind of package that is installed here. */
export const wayToGet = (kind: PackageKind): Way => ways[kind];

/** "94.2 MB" */
export const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
