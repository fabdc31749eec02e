import { describe, expect, it } from 'vitest';
import { webPreferences } from '../../../main/shell/web-preferences.ts';

// Security lines 1 and 11. tests/e2e/security/window.spec.ts tests what Electron does with these preferences.
describe('the preferences of the window', () => {
  it('name each setting that matters, whatever Electron’s defaults are', () => {
    expect(webPreferences('/preload.cjs', true)).toEqual({
      preload: '/preload.cjs',
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
      spellcheck: false,
      devTools: false,
    });
  });

  it('offer DevTools in development alone', () => {
    expect(webPreferences('/preload.cjs', false).devTools).toBe(true);
    expect(webPreferences('/preload.cjs', true).devTools).toBe(false);
  });
});
