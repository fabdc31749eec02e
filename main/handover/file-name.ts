/** Bytes of UTF-8: two parts and what stands around them fit into the 255 that file systems allow. */
const MAX_PART = 100;
/** Windows opens a device for these names, with any ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)\./i;

function part(text: string, otherwise: string): string {
  const clean = text
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}._@-]+/gu, '-')
    .replace(/^[-.]+/, '');
  let short = '';
  for (const character of clean) {
    if (Buffer.byteLength(short) + Buffer.byteLength(character) > MAX_PART) break;
    short += character;
  }
  return short.replace(/[-.]+$/, '') || otherwise;
}

/** What the save dialog suggests: `ci-deploy-for-Grace-Hopper.age`, a name that every system takes. Without a user: `ci-deploy.age`. */
export function fileNameFor(keyName: string, userName: string, ending: 'age' | 'eml'): string {
  const key = part(keyName, 'key');
  const name = userName.trim() === '' ? key : `${key}-for-${part(userName, 'user')}`;
  const file = `${name}.${ending}`;
  return DEVICE.test(file) ? `key-${file}` : file;
}
