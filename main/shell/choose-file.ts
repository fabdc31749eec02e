import { type BrowserWindow, dialog } from 'electron';

/** Asks for a folder, which may be made in the dialog; null when the person cancels. */
export async function chooseFolder(window: BrowserWindow | null, title: string): Promise<string | null> {
  const wanted: Electron.OpenDialogOptions = {
    title,
    properties: ['openDirectory', 'createDirectory', 'dontAddToRecent'],
  };
  const { filePaths } = await (window ? dialog.showOpenDialog(window, wanted) : dialog.showOpenDialog(wanted));
  return filePaths[0] ?? null;
}

export interface WantedFile {
  readonly title: string;
  readonly filters?: Electron.FileFilter[];
}

/** Asks for one existing file with the system's dialog; null when the person cancels. */
export async function chooseFile(
  window: BrowserWindow | null,
  { title, filters = [] }: WantedFile,
): Promise<string | null> {
  const wanted: Electron.OpenDialogOptions = {
    title,
    filters,
    properties: ['openFile', 'showHiddenFiles', 'dontAddToRecent'],
  };
  const { filePaths } = await (window ? dialog.showOpenDialog(window, wanted) : dialog.showOpenDialog(wanted));
  return filePaths[0] ?? null;
}

const anyFile = { name: 'All files', extensions: ['*'] };

export const configurationFile: WantedFile = { title: 'Choose an OCI configuration file' };
export const privateKeyFile: WantedFile = {
  title: 'Choose the private key of an API key',
  filters: [{ name: 'Private keys', extensions: ['pem', 'key'] }, anyFile],
};
export const handedOverFile: WantedFile = {
  title: 'Open a handed-over file',
  filters: [{ name: 'Encrypted files', extensions: ['age'] }, anyFile],
};
export const campaignFile: WantedFile = { ...handedOverFile, title: 'Take over rotations' };
export const userListFile: WantedFile = {
  title: 'Choose a list of users',
  filters: [{ name: 'Table (CSV)', extensions: ['csv', 'txt', 'tsv'] }, anyFile],
};
export const publicKeyFile: WantedFile = { title: 'Choose a file with a public key' };
