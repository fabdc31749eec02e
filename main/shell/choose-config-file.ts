import type { BrowserWindow } from 'electron';
import { chooseFile } from './choose-file.ts';

/** Asks for an OCI configuration file with the system's dialog; null when the person cancels. */
export const chooseConfigFile = (window: BrowserWindow | null): Promise<string | null> =>
  chooseFile(window, { title: 'Choose an OCI configuration file' });
