import { describe, expect, it } from 'vitest';
import { keysOfUser, usersContaining } from '../../../main/oracle/scim-filter.ts';
import { fc } from '../../support/random/random-runs.ts';

/** Any JSON string, as RFC 8259 writes it. */
const jsonString = String.raw`"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"`;
const usersFilter = new RegExp(
  `^userName co (${jsonString}) or displayName co (${jsonString}) or emails.value co (${jsonString})$`,
);
const keysFilter = new RegExp(`^user\\.ocid eq (${jsonString})$`);
const anyText = fc.string({ unit: 'binary', maxLength: 80 });

describe('SCIM filters', () => {
  it('ask for user name, display name or e-mail', () => {
    expect(usersContaining(' grace ')).toBe('userName co "grace" or displayName co "grace" or emails.value co "grace"');
  });

  it('ask for the user of an OCID, and for no name that contains it', () => {
    expect(usersContaining(' ocid1.user.oc1..aaaa ')).toBe('ocid eq "ocid1.user.oc1..aaaa"');
  });

  it('are left out for an empty search', () => {
    expect(usersContaining('  ')).toBeUndefined();
  });

  it('escape quotes and backslashes', () => {
    expect(keysOfUser(String.raw`a" or user.ocid pr or "\ `)).toBe(
      String.raw`user.ocid eq "a\" or user.ocid pr or \"\\ "`,
    );
  });

  it('keep their form and carry the text whole, whatever it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const wanted = text.trim();
        const filter = usersContaining(text);
        if (wanted === '') return filter === undefined;
        const values = usersFilter
          .exec(filter ?? '')
          ?.slice(1)
          .map((value) => JSON.parse(value));
        return values?.length === 3 && values.every((value) => value === wanted);
      }),
      { examples: [['"'], ['\\'], ['\\"'], ['a" or userName pr or userName eq "'], ['\n\t\0']] },
    );
    fc.assert(fc.property(anyText, (text) => JSON.parse(keysFilter.exec(keysOfUser(text))?.[1] ?? 'null') === text));
  });
});
