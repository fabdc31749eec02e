// Loaded into Electron's main process before the app: a passphrase costs almost no work, where it would cost each test a second or two.
// Files still name the full work, so only apps that were started this way open each other's. `full-scrypt.ts` undoes it.
const crypto = require('node:crypto');
const { syncBuiltinESMExports } = require('node:module');

const LITTLE = 2 ** 8;
const { scrypt } = crypto;

/** @type {(...call: [crypto.BinaryLike, crypto.BinaryLike, number, crypto.ScryptOptions, (error: Error | null, key: Buffer) => void]) => void} */
const littleScrypt = (passphrase, salt, length, options, done) => {
  const isFull = Reflect.get(globalThis, 'fullScrypt') === true;
  scrypt(passphrase, salt, length, isFull ? options : { ...options, N: LITTLE }, done);
};
Object.assign(crypto, { scrypt: littleScrypt });
syncBuiltinESMExports();
