import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { parseHandedKey } from '../../../main/handover/handed-key.ts';
import { type AgeProgram, openAgeProgram } from '../programs/age-program.ts';
import { type KeyDesk, setUpKeyDesk } from './key-desk.ts';
import { unwrap } from './unwrap.ts';

const request = { namePattern: '{user}-{date}', description: null, expiresOn: null };

/** The recipients' programs and key pairs: Debian's `age` with a pair of its own, and pairs made by `ssh-keygen`. */
interface Programs {
  age: AgeProgram;
  pair: Awaited<ReturnType<AgeProgram['keygen']>>;
  ssh: Readonly<Record<'ed25519' | 'rsa', { readonly file: string; readonly publicKey: string }>>;
}

export const packetsIn = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.age'));
/** The key in a packet that `how` decrypts. */
export const openPacketOf = async (folder: string, name: string, how: (bytes: Buffer) => Promise<Buffer>) =>
  unwrap(parseHandedKey(await how(readFileSync(join(folder, name)))));

/** Campaigns in main, without a window, in a tenancy without keys: each test makes the keys it needs. Call it at the top of a file. */
export function setUpCampaigns() {
  const desk = setUpKeyDesk(9);
  const outside = mkdtempSync(join(tmpdir(), 'keydesk-campaign-'));
  // Filled before the first test.
  const programs = {} as Programs;
  let count = 0;

  beforeAll(async () => {
    programs.age = openAgeProgram();
    programs.pair = await programs.age.keygen();
    const sshPair = (type: string, ...more: string[]) => {
      const file = join(outside, `id_${type}`);
      execFileSync('ssh-keygen', ['-q', '-t', type, ...more, '-N', '', '-f', file]);
      return { file, publicKey: readFileSync(`${file}.pub`, 'utf8') };
    };
    programs.ssh = { ed25519: sshPair('ed25519'), rsa: sshPair('rsa', '-b', '2048') };
  });
  beforeEach(async () => {
    const { keys } = await desk.controls().state();
    for (const { user, accessKey } of keys) await desk.controls().deleteKeyElsewhere(user.userName, accessKey);
  });
  afterAll(() => {
    programs.age.remove();
    rmSync(outside, { recursive: true, force: true });
  });

  /** A new folder for the packets of one campaign. */
  function newFolder(): string {
    count += 1;
    const folder = join(outside, String(count));
    mkdirSync(folder);
    return folder;
  }

  /** Looks at a list of users. */
  async function look(keydesk: KeyDesk, csv: string, purpose: 'create' | 'rotate' = 'create') {
    keydesk.campaignSystem.userList = join(outside, 'users.csv');
    writeFileSync(keydesk.campaignSystem.userList, csv);
    const list = unwrap(await keydesk.campaigns.chooseUserList());
    const source = { kind: 'users', list: list?.list ?? '' } as const;
    const preview = unwrap(
      await keydesk.campaigns.preview({ ...request, source, purpose }, new AbortController().signal),
    );
    return { preview, lines: unwrap(keydesk.campaigns.readLines(preview.preview, 0, 500)).lines };
  }

  /** Begins a campaign for these lines, and waits until its work has stopped. */
  async function begin(
    keydesk: KeyDesk,
    csv: string,
    expected: number,
    more: { rooms?: { line: number; keyId: string }[]; drafts?: boolean; purpose?: 'create' | 'rotate' } = {},
  ) {
    const { preview } = await look(keydesk, csv, more.purpose);
    keydesk.campaignSystem.folder = newFolder();
    const { rooms = [], drafts = false } = more;
    const begun = unwrap(
      await keydesk.campaigns.start({
        preview: preview.preview,
        leaveOut: [],
        rooms,
        drafts,
        expected,
        confirmation: String(expected),
      }),
    );
    if (begun === null) throw new Error('The dialog was cancelled.');
    await keydesk.campaigns.settled();
    return begun;
  }

  /** Adds a public key of this user to the address book. */
  async function know(keydesk: KeyDesk, userName: string, publicKey: string) {
    const owner = await desk.ownerNamed(userName, keydesk);
    const ocid = owner.kind === 'user' ? owner.ocid : '';
    unwrap(await keydesk.handover.addRecipient({ ocid, name: userName }, publicKey));
  }

  return { desk, programs, newFolder, look, begin, know };
}
