// Loaded into Electron's main process before the app: the start fails before its window is there.
const { Menu } = require('electron');

Menu.setApplicationMenu = () => {
  throw new Error('no menu today');
};
