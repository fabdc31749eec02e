import { describe, expect, it } from 'vitest';
import { fileNameFor } from '../../../main/handover/file-name.ts';
import { fc } from '../../support/random/random-runs.ts';

describe('the suggested name of a file', () => {
  it('says which key for whom', () => {
    expect(fileNameFor('ci-deploy', 'Grace Hopper', 'age')).toBe('ci-deploy-for-Grace-Hopper.age');
    expect(fileNameFor('ci-deploy', 'grace.hopper@acme.example', 'eml')).toBe(
      'ci-deploy-for-grace.hopper@acme.example.eml',
    );
    expect(fileNameFor('Sicherung Zürich', '山田 太郎', 'age')).toBe('Sicherung-Zürich-for-山田-太郎.age');
    expect(fileNameFor('ci-deploy', '', 'age')).toBe('ci-deploy.age');
  });

  it('leads nowhere else, and hides nothing', () => {
    expect(fileNameFor('../../etc/passwd', 'C:\\Windows\\x', 'age')).toBe('etc-passwd-for-C-Windows-x.age');
    expect(fileNameFor('.hidden', '...', 'age')).toBe('hidden-for-user.age');
    expect(fileNameFor('a\u202Egpj.exe', 'x\0y', 'age')).toBe('a-gpj.exe-for-x-y.age');
    expect(fileNameFor('con.x', 'y', 'age')).toBe('key-con.x-for-y.age');
    expect(fileNameFor('nul', '', 'age')).toBe('key-nul.age');
    expect(fileNameFor('///', '***', 'age')).toBe('key-for-user.age');
  });

  it('is taken by every system, whatever the names are', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        (name, user) => {
          const file = fileNameFor(name, user, 'age');
          expect(file).toMatch(/^[\p{L}\p{M}\p{N}_@][\p{L}\p{M}\p{N}._@-]*\.age$/u);
          expect(Buffer.byteLength(file)).toBeLessThanOrEqual(255);
        },
      ),
    );
  });
});
