/** scrypt's work factor for tests that are not about scrypt: a passphrase takes a millisecond instead of a second. */
export const LITTLE_WORK = 8;
