import { type BrowserWindow, dialog } from 'electron';

/** Asks for an OCI configuration file with the system's dialog; null when the person cancels. */
export async function chooseConfigFile(window: BrowserWindow | null): Promise<string | null> {
  const wanted: Electron.OpenDialogOptions = {
    title: 'Choose an OCI configuration file',
    properties: ['openFile', 'showHiddenFiles', 'dontAddToRecent'],
  };
  const { filePaths } = await (window ? dialog.showOpenDialog(window, wanted) : dialog.showOpenDialog(wanted));
  return filePaths[0] ?? null;
}
