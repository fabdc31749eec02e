import { describe, expect, it } from 'vitest';
import { printedSheet } from '../../../main/handover/printed-sheet.ts';
import { createTraceFinder } from '../../support/attacks/traces.ts';

// The searches for secrets in files and on clipboards must find secrets there. Security line 26.

const secret = 'Zm9v+YmFy/cXV4+MTIz/NDU2Nzg5MGFiY2RlZmdoaWo=';
const another = 'aB3d+YmFy/xyV4+MTIz/qrU2Nzg5MGFiXYZlZmdoaWp=';
const holdsTrace = createTraceFinder([secret]);

const sheetOf = (text: string) =>
  printedSheet(
    {
      keyName: 'ci-deploy',
      replaces: null,
      ownerName: 'Grace Hopper',
      sender: 'Ada Byron',
      date: '26 Nov 2026',
      tenancy: 'acme',
      region: 'eu-frankfurt-1',
      endpoint: 'https://acmens.compat.objectstorage.eu-frankfurt-1.oraclecloud.com',
      accessKey: '4f1c0e77b2a94c31d5e6f70819a2b3c4d5e69ab2',
    },
    Buffer.from(text),
  );
const inGroups = (text: string) => text.match(/.{1,4}/g)?.join(' ') ?? '';

describe('a trace of a secret is seen', () => {
  it.each([
    ['as it is', secret],
    ['in groups of four', inGroups(secret)],
    ['in groups on lines', inGroups(secret).replaceAll(' ', '\r\n')],
    ['on the printed sheet', sheetOf(secret)],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in a stretch of it', `…${secret.slice(16, 32)}…`],
  ])('%s, as UTF-8 and as UTF-16', (_how, text) => {
    expect(holdsTrace(Buffer.from(text))).toBe(true);
    expect(holdsTrace(Buffer.from(text, 'utf16le'))).toBe(true);
  });

  it('and nothing else is taken for one', () => {
    for (const text of [another, inGroups(another), sheetOf(another), '']) {
      expect(holdsTrace(Buffer.from(text))).toBe(false);
    }
  });

  it('also of a text that is short', () => {
    expect(createTraceFinder(['hunter2'])(Buffer.from('is hunter2 it'))).toBe(true);
    expect(createTraceFinder(['hunter2'])(Buffer.from('is it hunter3'))).toBe(false);
  });
});
