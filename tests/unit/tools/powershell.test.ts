import { describe, expect, it } from 'vitest';
import { powerShell } from '../../../main/tools/environment.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { oddSecrets } from '../../support/random/made-up-secrets.ts';

const lineWith = (secretKey: string) => {
  const place = { endpoint: 'https://s3.example', region: 'eu-frankfurt-1' };
  const made = unwrap(
    powerShell.pieces({
      name: 'ci',
      accessKey: 'AK',
      secretKey,
      place,
      bucket: null,
      credentialCommand: null,
    }),
  );
  return made[0]?.text.split('\n').find((line) => line.startsWith('$env:AWS_SECRET')) ?? '';
};

/** about_Quoting_Rules: between single quotes every character means itself, except a quote, which is doubled. */
const read = (line: string) => {
  const quoted = /^\$env:AWS_SECRET_ACCESS_KEY = '((?:[^'‘’‚‛]|(['‘’‚‛])['‘’‚‛])*)'$/.exec(line)?.[1];
  return quoted?.replace(/(['‘’‚‛])['‘’‚‛]/g, '$1');
};

describe('a variable for PowerShell (a reading of its documentation: there is no PowerShell in Debian)', () => {
  it('holds any secret between single quotes', () => {
    for (const secret of [...oddSecrets(300, 9), "it's", '$HOME`n"', '‘typographic’']) {
      expect(read(lineWith(secret))).toBe(secret);
    }
  });
});
