import type { WebPreferences } from 'electron';

/**
 * Security line 1. Each setting is named, even if it is Electron's default, since defaults can change.
 * https://www.electronjs.org/docs/latest/tutorial/security
 */
export function webPreferences(preload: string, isPackaged: boolean): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    nodeIntegrationInWorker: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    navigateOnDragDrop: false,
    plugins: false,
    // The dictionaries would be fetched from a server that is not Oracle's.
    spellcheck: false,
    // Security line 11.
    devTools: !isPackaged,
  };
}
