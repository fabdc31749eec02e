import { writeFile } from 'node:fs/promises';
import { formatHandedKey } from '../../../main/handover/handed-key.ts';
import { openAgeProgram } from './age-program.ts';

export const handedSecret = 'kB7+/=qRabcdefghijklmnopqrstuvwxyzABCDEFGHI=';

/** Writes a file as another Keydesk would: the key `ci-deploy` with that secret, encrypted by `age` for a handover address. */
export async function writeHandedOverFile(file: string, address: string): Promise<void> {
  const key = {
    keyName: 'ci-deploy',
    user: 'Grace Hopper',
    tenancy: 'acme',
    place: null,
    accessKey: '4f1c0e77b2d94a1f',
    date: '2026-11-03T09:00:00Z',
    sender: 'Ada Byron',
    note: 'For the build server.',
  };
  const age = openAgeProgram();
  await writeFile(file, await age.encrypt(formatHandedKey(key, Buffer.from(handedSecret)), ['-r', address]));
  age.remove();
}
