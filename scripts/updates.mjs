import { Buffer } from 'node:buffer';
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { command, problem } from './terminal/command.mjs';
import { say } from './terminal/step.mjs';

// Makes the list of versions that `main/updates` reads. The list goes to standard output, text for the user to standard error. The
// private key comes from KEYDESK_UPDATE_KEY, so that the key is not in a command line.

/** The oldest version that may still be used. Raise it when an older version must no longer be used. */
const OLDEST = '0.1.0';
/** Days until a list expires. A new list must be signed before that. */
const DAYS = 90;

/** The platform and the kind of each package, by its name. `main/shell/installed-package.ts` finds the kind that is installed. */
const packages = /** @type {const} */ ([
  ['linux', 'deb', /^keydesk_(?<version>[\d.]+)_(?<arch>amd64|arm64)\.deb$/],
  ['linux', 'rpm', /^keydesk-(?<version>[\d.]+)-1\.(?<arch>x86_64|aarch64)\.rpm$/],
  ['linux', 'tar.gz', /^keydesk-(?<version>[\d.]+)-linux-(?<arch>\w+)\.tar\.gz$/],
  ['win32', 'exe', /^keydesk-(?<version>[\d.]+)-win-(?<arch>\w+)-user\.exe$/],
  ['win32', 'msi', /^keydesk-(?<version>[\d.]+)-win-(?<arch>\w+)-computer\.msi$/],
  ['darwin', 'dmg', /^keydesk-(?<version>[\d.]+)-mac-(?<arch>\w+)\.dmg$/],
]);
/** @type {Record<string, string>} */
const arches = { amd64: 'x64', x86_64: 'x64', aarch64: 'arm64' };

/** @param {string} folder @param {string} version */
const filesIn = (folder, version) =>
  readdirSync(folder)
    .toSorted()
    .flatMap((name) =>
      packages.flatMap(([platform, kind, pattern]) => {
        const found = pattern.exec(name)?.groups;
        if (found?.['version'] !== version) return [];
        const bytes = readFileSync(join(folder, name));
        const sum = (/** @type {string} */ algorithm) => createHash(algorithm).update(bytes).digest('hex');
        const arch = found['arch'] ?? '';
        const of = { platform, arch: arches[arch] ?? arch, package: kind };
        return [{ ...of, name, url: name, size: bytes.length, sha256: sum('sha256'), sha512: sum('sha512') }];
      }),
    );

/** Adds a signature by KEYDESK_UPDATE_KEY. Returns the file. @param {Buffer} signed @param {{ key: string, signature: string }[]} others */
function seal(signed, others) {
  const secret = process.env['KEYDESK_UPDATE_KEY'];
  if (!secret) throw problem('KEYDESK_UPDATE_KEY has no private key. "npm run updates -- new-key" makes one.');
  const key = createPrivateKey({ key: Buffer.from(secret, 'base64'), format: 'der', type: 'pkcs8' });
  const own = rawPublic(createPublicKey(key));
  const signatures = [
    ...others.filter((other) => other.key !== own),
    { key: own, signature: sign(null, signed, key).toString('base64') },
  ];
  say(`signed by ${signatures.length} of 2 or more keys: ${signatures.map((each) => each.key).join(', ')}`);
  return JSON.stringify({ signed: signed.toString('base64'), signatures });
}

/** @param {import('node:crypto').KeyObject} key */
const rawPublic = (key) => key.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');

/** @type {Record<string, (path: string) => string>} */
const ways = {
  'new-key': () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    say(`public key, for main/updates/update-source.ts: ${rawPublic(publicKey)}`);
    return privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  },
  /** Makes the list of the packages in a folder, with one signature. */
  list: (folder) => {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    const files = filesIn(folder, version);
    if (files.length === 0) throw problem(`${folder} has no package of Keydesk ${version} for users.`);
    const issued = new Date();
    const expires = new Date(issued.getTime() + DAYS * 86_400_000);
    // Seconds since 1970, so that each list has a higher number, and no number must be stored.
    const counter = Math.floor(issued.getTime() / 1000);
    const list = { format: 1, product: 'keydesk', counter, issued, expires, version, minimum: OLDEST, files };
    return seal(Buffer.from(JSON.stringify(list)), []);
  },
  /** Adds a signature to a list. Prints the list, so that its signer can read it. */
  sign: (file) => {
    const { signed, signatures } = JSON.parse(readFileSync(file, 'utf8'));
    const bytes = Buffer.from(signed, 'base64');
    say(JSON.stringify(JSON.parse(bytes.toString('utf8')), null, 2));
    return seal(bytes, signatures);
  },
};

await command(async ([way = '', path = '']) => {
  const make = ways[way];
  if (make === undefined || (way !== 'new-key' && path === ''))
    throw problem('Say "new-key", "list FOLDER" or "sign FILE": packaging/README.md has the steps.');
  process.stdout.write(make(path));
  return 0;
});
