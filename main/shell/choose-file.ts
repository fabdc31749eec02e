import { type BrowserWindow, dialog } from 'electron';

/** Null when the person cancels. */
async function choose(window: BrowserWindow | null, wanted: Electron.OpenDialogOptions): Promise<string | null> {
  const { filePaths } = await (window ? dialog.showOpenDialog(window, wanted) : dialog.showOpenDialog(wanted));
  return filePaths[0] ?? null;
}

/** Asks for a folder, which may be made in the dialog; null when the person cancels. */
export const chooseFolder = (window: BrowserWindow | null, title: string) =>
  choose(window, { title, properties: ['openDirectory', 'createDirectory', 'dontAddToRecent'] });

export interface WantedFile {
  readonly title: string;
  readonly filters?: Electron.FileFilter[];
}

/** Asks for one existing file with the system's dialog; null when the person cancels. */
export const chooseFile = (window: BrowserWindow | null, { title, filters = [] }: WantedFile) =>
  choose(window, { title, filters, properties: ['openFile', 'showHiddenFiles', 'dontAddToRecent'] });

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
