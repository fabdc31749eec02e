import { describe, expect, it } from 'vitest';
import { checkWords } from '../../../main/handover/check-words.ts';
import { printedSheet, type SheetFacts } from '../../../main/handover/printed-sheet.ts';
import { randomSecrets } from '../../support/random/random-secrets.ts';

const SECRET = 'O0l1I+/Qx2Zp5S8B/=wgUuVvMmNn/==+rnm7kDKcC9g=';

const facts: SheetFacts = {
  keyName: 'ci-deploy',
  ownerName: 'Grace Hopper',
  sender: 'Ada Byron',
  replaces: null,
  date: '23 November 2026 at 14:05:11 CET',
  tenancy: 'acme',
  region: 'eu-frankfurt-1',
  endpoint: 'https://axq5.compat.objectstorage.eu-frankfurt-1.oraclecloud.com',
  accessKey: '4f1c0e77b2d94a6f8c3e5b7a9d0f1e2c3b4a9ab2',
};
const sheetOf = (secret: string, changes: Partial<SheetFacts> = {}) =>
  printedSheet({ ...facts, ...changes }, Buffer.from(secret));

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const textOf = (html: string) => html.replace(/&([^;]+);/g, (_, name: string) => ENTITIES[name] ?? '?');

/** The text of one key's row, line by line. */
function linesOf(html: string, kind: 'access' | 'secret') {
  const [, table = ''] = new RegExp(`<section class="${kind}">(.*?)</section>`, 's').exec(html) ?? [];
  const rows = table.matchAll(
    /<th scope="row">(\d+)<\/th><td class="groups">(.*)<\/td><td class="check.*?">(.*)<\/td>/g,
  );
  return [...rows].map(([, number, groups = '', check]) => ({
    number: Number(number),
    groups: [...groups.matchAll(/<span class="group">(.*?)<\/span>/g)].map(([, group = '']) => textOf(group)),
    check,
  }));
}

describe('the printed sheet', () => {
  it('has the secret in numbered lines of four groups of four, each with the check words of everything up to its end', () => {
    expect(linesOf(sheetOf(SECRET), 'secret')).toEqual([
      {
        number: 1,
        groups: ['O0l1', 'I+/Q', 'x2Zp', '5S8B'],
        check: checkWords(Buffer.from(SECRET.slice(0, 16))).join(' '),
      },
      {
        number: 2,
        groups: ['/=wg', 'UuVv', 'MmNn', '/==+'],
        check: checkWords(Buffer.from(SECRET.slice(0, 32))).join(' '),
      },
      { number: 3, groups: ['rnm7', 'kDKc', 'C9g='], check: checkWords(Buffer.from(SECRET)).join(' ') },
    ]);
  });

  it('has access key and secret key whole, with all kinds of characters', () => {
    for (const secret of randomSecrets(300, 5)) {
      const html = sheetOf(secret.toString());
      const typed = (kind: 'access' | 'secret') =>
        linesOf(html, kind)
          .flatMap(({ groups }) => groups)
          .join('');
      expect(typed('secret')).toBe(secret.toString());
      expect(typed('access')).toBe(facts.accessKey);
    }
  });

  it('says what it is for, whom it is for, from whom, when and where, and that it is to be destroyed', () => {
    const html = sheetOf(SECRET);
    for (const said of Object.values(facts))
      if (said !== null && said !== facts.accessKey) expect(html).toContain(said);
    expect(html).toContain('Destroy after use.');
    expect(html).toContain('S3 interface of OCI Object Storage');
    expect(html).toContain('44 characters');
  });

  it('leaves out what is not known', () => {
    const html = sheetOf(SECRET, { tenancy: null, region: null, endpoint: null, sender: null });
    for (const name of ['Tenancy', 'Region', 'Endpoint', 'From']) expect(html).not.toContain(`<dt>${name}</dt>`);
    expect(html).toContain('the person who made it can do so at once');
    expect(html).not.toContain('null');
  });

  it('shows names of others as text, never as markup', () => {
    const hostile = `<img src=x onerror="alert('1')">&amp;</dd></dl><style>*{}</style>`;
    const html = sheetOf(`<b>&"'</b>`, {
      keyName: hostile,
      ownerName: hostile,
      sender: hostile,
      tenancy: hostile,
      endpoint: hostile,
    });
    const tags = new Set([...html.matchAll(/<([a-z0-9]+)/g)].map(([, tag]) => tag));
    expect([...tags].filter((tag) => ['img', 'style', 'script', 'iframe'].includes(tag ?? ''))).toEqual([]);
    expect(
      linesOf(html, 'secret')
        .flatMap(({ groups }) => groups)
        .join(''),
    ).toBe(`<b>&"'</b>`);
    expect(html.match(/<dd>/g)).toHaveLength(7);
  });

  it('has no script, no style of its own and nothing from elsewhere, as the policy of our pages wants it', () => {
    const html = sheetOf(SECRET);
    expect(html).not.toMatch(/<script|<style|style=|\son\w+=|url\(|<img|<a /);
    expect([...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, to]) => to)).toEqual(['/assets/printed-sheet.css']);
  });

  it('does not name the key where the queue of the printer shows it', () => {
    expect(/<title>(.*)<\/title>/.exec(sheetOf(SECRET))?.[1]).toBe('Keydesk sheet');
  });

  it('shortens names that would push the key off the page, and no address', () => {
    const endpoint = `https://${'n'.repeat(100)}.example`;
    const html = sheetOf(SECRET, { keyName: 'k'.repeat(2000), endpoint });
    expect(html).toContain(`${'k'.repeat(64)}…`);
    expect(html).not.toContain('k'.repeat(65));
    expect(html).toContain(endpoint);
  });
});
