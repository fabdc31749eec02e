import { join } from 'node:path';
import { _electron, type Page } from '@playwright/test';
import { electronProgram } from '../support/app/electron-program.ts';
import type { Environment } from '../support/app/environment.ts';
import { writeBareWindow } from './bare-window.ts';

/** The number of rows that one round scrolls past. */
const rows = 1500;

/** The look of one page of the table: the height of the visible part and of a row, and the texts of the cells. */
export interface ListLook {
  readonly height: number;
  readonly rowHeight: number;
  readonly texts: readonly (readonly string[])[];
}

/** Opens a bare window with a plain list of the same texts. All rows are in the document, so scrolling runs no script of a table. */
export async function openBareList(folder: string, env: Environment, look: ListLook) {
  await writeBareWindow(folder);
  const app = await _electron.launch({
    executablePath: electronProgram(),
    args: [folder, `--user-data-dir=${join(folder, 'bare-profile')}`],
    env: { ...env },
    chromiumSandbox: true,
  });
  const page: Page = await app.firstWindow();
  await page.evaluate(
    ({ height, rowHeight, texts, count }) => {
      const list = document.createElement('div');
      list.className = 'grid-scroller';
      list.style.cssText = `height:${height}px;overflow:auto;font:13px sans-serif`;
      for (let at = 0; at < count; at += 1) {
        const row = document.createElement('div');
        row.style.cssText = `display:grid;grid-auto-flow:column;grid-auto-columns:1fr;height:${rowHeight}px;contain:strict`;
        for (const text of texts[at % texts.length] ?? []) {
          row.append(Object.assign(document.createElement('span'), { textContent: text }));
        }
        list.append(row);
      }
      document.body.replaceChildren(list);
    },
    { ...look, count: rows },
  );
  return { page, close: () => app.close() };
}
