// For the tests of the bridge: a preload that gives its page the raw channel, whichever page that is. The app never loads it.
const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('knock', {
  /** @param {string} channel @param {unknown[]} values */
  async invoke(channel, ...values) {
    return ipcRenderer.invoke(channel, ...values).then(
      (value) => ({ answered: value }),
      (error) => ({ refused: String(error) }),
    );
  },
  /** @param {string} channel @param {unknown[]} values */
  sendSync: (channel, ...values) => ipcRenderer.sendSync(channel, ...values),
});
