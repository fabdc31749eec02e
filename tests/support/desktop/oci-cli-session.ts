import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface CliSession {
  readonly profile: string;
  readonly tenancyOcid: string;
  readonly region: string;
  readonly token: string;
  readonly privateKey: KeyObject;
  /** The private key is encrypted with this passphrase, and the profile contains it. */
  readonly passPhrase?: string;
  /** As after `--public-key-file-path`: the CLI has no private key, and writes a placeholder instead of its path. */
  readonly withoutPrivateKey?: boolean;
  /** The simulator's URL. It goes into a line of our own at the end of the profile. */
  readonly endpoint?: string;
}

/**
 * Writes what `oci session authenticate` writes, according to its source (oci-cli, cli_setup_bootstrap.py): the files of the session
 * below `folder` (`~/.oci`), and a profile without `user` at the end of `config`.
 */
export async function writeCliSession(folder: string, session: CliSession): Promise<string> {
  const { profile, privateKey, passPhrase } = session;
  const place = join(folder, 'sessions', profile);
  await mkdir(place, { recursive: true, mode: 0o700 });
  const publicKey = createPublicKey(privateKey);
  const encryption = passPhrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase: passPhrase };
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem', ...encryption });
  const mode = 0o600;
  await writeFile(join(place, 'oci_api_key_public.pem'), publicKey.export({ type: 'spki', format: 'pem' }), { mode });
  if (!session.withoutPrivateKey) await writeFile(join(place, 'oci_api_key.pem'), `${pem}OCI_API_KEY`, { mode });
  await writeFile(join(place, 'token'), session.token, { mode });

  const config = join(folder, 'config');
  const digest = createHash('md5').update(publicKey.export({ type: 'spki', format: 'der' }));
  const lines = [
    `[${profile}]`,
    `fingerprint=${digest.digest('hex').replace(/(..)(?=.)/g, '$1:')}`,
    `key_file=${session.withoutPrivateKey ? 'Update_private_key_path' : join(place, 'oci_api_key.pem')}`,
    `tenancy=${session.tenancyOcid}`,
    `region=${session.region}`,
    ...(passPhrase === undefined ? [] : [`pass_phrase=${passPhrase}`]),
    `security_token_file=${join(place, 'token')}`,
    ...(session.endpoint === undefined ? [] : [`keydesk_endpoint=${session.endpoint}`]),
  ];
  await appendFile(config, `${existsSync(config) ? '\n\n' : ''}${lines.join('\n')}\n`, { mode });
  return config;
}
