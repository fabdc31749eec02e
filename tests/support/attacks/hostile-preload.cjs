// For the tests of the bridge: a preload that hands the raw channel to whatever page it runs in. Nothing of the app loads it.
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
