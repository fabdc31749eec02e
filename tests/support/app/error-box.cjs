// Loaded into Electron's main process before the app: prints each error box of the system instead of showing it, since a test cannot
// close such a box.
const { dialog } = require('electron');

dialog.showErrorBox = (title, content) => console.log(`error box: ${title}: ${content}`);
