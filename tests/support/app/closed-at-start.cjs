// Loaded into Electron's main process before the app: the window is closed while the rest is built behind it, which fails for want of it.
const { app, BrowserWindow } = require('electron');

// Electron would quit by itself.
app.on('window-all-closed', () => {});
/** @type {NodeJS.EventEmitter} */
const emitter = app;
emitter.on('newListener', (event) => {
  // The first thing that is built behind the window listens for this.
  if (event !== 'child-process-gone') return;
  for (const window of BrowserWindow.getAllWindows()) window.destroy();
  throw new Error('Object has been destroyed');
});
