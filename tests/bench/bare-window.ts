import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const main = `const { app, BrowserWindow } = require('electron');
app.enableSandbox();
app.whenReady().then(() => {
  const window = new BrowserWindow({ x: 0, y: 0, width: 1120, height: 720, webPreferences: { sandbox: true, contextIsolation: true } });
  window.loadURL('data:text/html,<h1>Hello</h1>');
});
`;

/** Writes the smallest app with a sandboxed window and a heading. The window is in a corner, so that Keydesk does not cover it. */
export async function writeBareWindow(folder: string): Promise<void> {
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'bare', main: 'main.cjs' }));
  await writeFile(join(folder, 'main.cjs'), main);
}
