import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { success } from '../../../main/basics/outcome.ts';
import type { Command } from '../../../main/command-line/parse-command.ts';
import { runCommand } from '../../../main/command-line/run-command.ts';
import { packSecret } from '../../../main/secret/stored-secret.ts';
import { setUpPolicy } from './policy-desk.ts';
import { createWatchedVault } from './watched-vault.ts';

export const SECRET = 'c2VjcmV0LXNlY3JldC1zZWNyZXQ+/w==';
export const place = { namespace: 'ns', region: 'eu-frankfurt-1', endpoint: 'https://ns.compat.example' };
export const backup = {
  id: '3c0f6f0e-2f7b-4a57-9d8d-000000000001',
  name: 'backup',
  keyId: 'k1',
  keyName: 'ci-deploy',
  accessKey: '4f1c',
  ownerName: 'Grace Hopper',
  tenancyName: 'acme',
  account: null,
  place,
  keptAt: '2026-11-22T12:00:00.000Z',
  pending: false,
};
export const credentials: Command = { kind: 'credentials', name: 'backup' };
export const list = (json: boolean): Command => ({ kind: 'list', json });

/** A computer with these saved keys, which runs commands. Every key has the same secret. Its folder is removed after the test. */
export async function computer(
  keys: readonly object[] = [backup],
  { secretKey = SECRET, isScreen = false, policy = setUpPolicy() } = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'kept-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const savedKeysFile = join(folder, 'kept.json');
  await writeFile(savedKeysFile, JSON.stringify({ version: 1, value: { keys } }));
  const accountsFile = join(folder, 'accounts.json');
  const vault = createWatchedVault();
  const { keyId, accessKey } = backup;
  await vault.put(`kept:${backup.id}`, packSecret({ keyId, accessKey, secretKey: Buffer.from(secretKey) }));
  const run = async (command: Command, env = {}) => {
    const printed: string[] = [];
    const said: string[] = [];
    const code = await runCommand(command, {
      savedKeysFile,
      accountsFile,
      ledgerFile: join(folder, 'ledger.jsonl'),
      vault,
      readPolicies: async () => policy.state(),
      report: async () => success(0),
      version: '1.2.3',
      env,
      isScreen,
      print: async (text) => {
        printed.push(text);
        return success(null);
      },
      say: async (line) => said.push(line),
    });
    return { code, out: printed.join(''), err: said.join('\n') };
  };
  return { run, vault, folder, savedKeysFile, accountsFile };
}
