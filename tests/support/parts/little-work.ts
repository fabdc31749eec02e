/** scrypt's work factor where a test is not about scrypt: a millisecond instead of a second. */
export const LITTLE_WORK = 8;
