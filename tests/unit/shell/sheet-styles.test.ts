import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SHEET_POLICY, sheetStyles } from '../../../main/shell/sheet-styles.ts';

describe('the stylesheet of the printed sheet', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keydesk-sheet-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('carries its typefaces in it: nothing is on its way when the sheet is printed', async () => {
    const font = Buffer.from([0x77, 0x4f, 0x46, 0x32, 0xff, 0x00]);
    writeFileSync(join(folder, 'face.woff2'), font);
    const css =
      '@font-face{src:url(./face.woff2)format("woff2-variations")}p{color:red}@font-face{src:url("./face.woff2")}';
    writeFileSync(join(folder, 'sheet.css'), css);
    const styles = await sheetStyles(join(folder, 'sheet.css'));
    const inside = `url(data:font/woff2;base64,${font.toString('base64')})`;
    expect(styles).toBe(`@font-face{src:${inside}format("woff2-variations")}p{color:red}@font-face{src:${inside}}`);
  });

  it('fails where a typeface is missing', async () => {
    writeFileSync(join(folder, 'sheet.css'), '@font-face{src:url(./gone.woff2)}');
    await expect(sheetStyles(join(folder, 'sheet.css'))).rejects.toThrow('ENOENT');
  });

  it('is all that its page may load: no script, no typeface, picture or frame from anywhere', () => {
    expect(SHEET_POLICY).toContain("default-src 'none'");
    expect(SHEET_POLICY).not.toMatch(/script-src|img-src|font-src 'self'/);
  });
});
