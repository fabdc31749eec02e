// Loaded into Electron's main process before the app. It closes the window while the app still builds its services behind the window.
// That building then fails, because the window is gone.
const { app, BrowserWindow } = require('electron');

// Without this listener Electron would quit by itself.
app.on('window-all-closed', () => {});
/** @type {NodeJS.EventEmitter} */
const emitter = app;
emitter.on('newListener', (event) => {
  // The first service that is built behind the window listens for this event.
  if (event !== 'child-process-gone') return;
  for (const window of BrowserWindow.getAllWindows()) window.destroy();
  throw new Error('Object has been destroyed');
});
