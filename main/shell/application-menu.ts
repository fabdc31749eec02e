import { join } from 'node:path';
import { type App, Menu, type MenuItemConstructorOptions, shell } from 'electron';
import type { PageCommand } from '../../bridge/values/plain.ts';
import { ORACLE_DOCS, openExternal } from './external-links.ts';
import { openPath } from './open-path.ts';

/** The commands of the menu. They go to the page, and `lock` to main. */
export type MenuCommand = Extract<PageCommand, string> | 'lock';

/** The native menu, with the system's own roles and the accelerators that people expect. */
export function applicationMenu(app: App, send: (command: MenuCommand) => void): Menu {
  const isMac = process.platform === 'darwin';
  const command = (label: string, accelerator: string | null, name: MenuCommand): MenuItemConstructorOptions => ({
    label,
    ...(accelerator === null ? {} : { accelerator }),
    click: () => send(name),
  });
  const settings = command('Settings…', 'CommandOrControl+,', 'settings');
  const appMenu: MenuItemConstructorOptions[] = [
    { role: 'about' },
    { type: 'separator' },
    settings,
    { type: 'separator' },
    { role: 'services' },
    { type: 'separator' },
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    { type: 'separator' },
    { role: 'quit' },
  ];
  const fileMenu: MenuItemConstructorOptions[] = [
    command('Generate Secret Key…', 'CommandOrControl+N', 'generate'),
    { type: 'separator' },
    command('Open Handed-Over File…', 'CommandOrControl+O', 'open-file'),
    command('Type In a Secret Key…', null, 'type-in'),
    { type: 'separator' },
    command('Lock', 'CommandOrControl+L', 'lock'),
    { type: 'separator' },
    ...(isMac ? [] : [settings, { type: 'separator' } as const]),
    isMac ? { role: 'close' } : { role: 'quit' },
  ];
  const viewMenu: MenuItemConstructorOptions[] = [
    command('My Profile', 'CommandOrControl+1', 'my-profile'),
    command('Users', 'CommandOrControl+2', 'users'),
    command('On This Computer', 'CommandOrControl+3', 'this-computer'),
    command('All Keys', 'CommandOrControl+4', 'all-keys'),
    command('Rotations', 'CommandOrControl+5', 'rotations'),
    command('Search Users', 'CommandOrControl+F', 'find'),
    { type: 'separator' },
    command('Refresh', 'CommandOrControl+R', 'refresh'),
    { type: 'separator' },
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
    // Security line 11: never in a packaged build.
    ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
  ];
  const helpMenu: MenuItemConstructorOptions[] = [
    { label: 'Customer Secret Keys in Oracle’s Documentation', click: () => void openExternal(ORACLE_DOCS) },
    { label: 'Licences of What Keydesk Carries', click: () => void showLicences(app) },
    ...(isMac ? [] : [{ type: 'separator' } as const, { role: 'about' } as const]),
  ];
  return Menu.buildFromTemplate([
    ...(isMac ? [{ role: 'appMenu', submenu: appMenu } as const] : []),
    { label: '&File', submenu: fileMenu },
    { role: 'editMenu' },
    { label: '&View', submenu: viewMenu },
    { role: 'windowMenu' },
    { role: 'help', label: '&Help', submenu: helpMenu },
  ]);
}

/**
 * Opens the licence texts of the packages that the app was built from, in the system's own program for texts; without one, in the
 * file manager. The build writes them.
 */
async function showLicences(app: Pick<App, 'isPackaged' | 'getAppPath'>): Promise<void> {
  const folder = app.isPackaged ? process.resourcesPath : join(app.getAppPath(), 'out');
  const file = join(folder, 'third-party-licences.txt');
  if ((await openPath(file)) !== '') shell.showItemInFolder(file);
}
