// Loaded into Electron's main process before the app: scrypt then does little work for a passphrase, which saves each test a second or
// two. The files still name the full work, so only apps that were started this way can open them. `full-scrypt.ts` undoes this.
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
