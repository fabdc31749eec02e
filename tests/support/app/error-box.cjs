// Loaded into Electron's main process before the app: an error box of the system cannot be pressed away by a test, so that it is
// printed instead.
const { dialog } = require('electron');

dialog.showErrorBox = (title, content) => console.log(`error box: ${title}: ${content}`);
