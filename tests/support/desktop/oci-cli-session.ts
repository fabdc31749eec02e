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
  /** Encrypts the private key, and stands in the profile. */
  readonly passPhrase?: string;
  /** `--public-key-file-path`: the CLI has no private key, and writes a placeholder for its path. */
  readonly withoutPrivateKey?: boolean;
  /** Our own line at the end, which leads the profile to the simulator. */
  readonly endpoint?: string;
}

/**
 * Writes what `oci session authenticate` writes, as its source does (oci-cli, cli_setup_bootstrap.py): below `folder` (`~/.oci`) the
 * files of the session, and a profile at the end of `config`. There is no `user`.
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
