import { describe, expect, it } from 'vitest';
import { fileOf } from '../../../main/shell/app-files.ts';
import { fc, runs } from '../../support/random/random-runs.ts';

const root = '/opt/keydesk/renderer';

describe('the files behind app://keydesk', () => {
  it('serves the page and its assets', () => {
    expect(fileOf(root, 'app://keydesk/')).toBe(`${root}/index.html`);
    expect(fileOf(root, 'app://keydesk/assets/index-1.js?x=1#/users')).toBe(`${root}/assets/index-1.js`);
  });

  it.each([
    'app://keydesk/..%2f..%2fsecret.js',
    'app://keydesk/..%5c..%5csecret.js',
    'app://keydesk/secret.js%00.html',
    'app://keydesk/%E0%A4%A.js',
    'app://keydesk/assets/settings.json',
    'app://keydesk/assets',
    'app://elsewhere/index.html',
    'app://keydesk.evil/index.html',
    'file:///opt/keydesk/renderer/index.html',
    'https://keydesk/index.html',
    'nonsense',
  ])('refuses %s', (url) => {
    expect(fileOf(root, url)).toBeNull();
  });

  it('never names a file outside its folder, for any path', () => {
    const piece = fc.oneof(fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '\\', '//', 'a.js', '%00'), fc.string());
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const file = fileOf(root, `app://keydesk/${pieces.join('/')}.js`);
        return file === null || file.startsWith(`${root}/`);
      }),
      { numRuns: runs(300) },
    );
  });
});
