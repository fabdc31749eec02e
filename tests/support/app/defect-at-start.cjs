// Loaded into Electron's main process before the app: the start fails before the app has a window.
const { Menu } = require('electron');

Menu.setApplicationMenu = () => {
  throw new Error('no menu today');
};
