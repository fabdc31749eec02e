// Loaded into Electron's main process before the app: holds its `ready` until Playwright has attached, which calls
// `__playwright_run`. Without it a window that commits its first page while Playwright attaches is never seen by Playwright,
// one launch in about ten on a busy machine. Playwright's own loader does the same, but changes Chromium's switches too, and
// we want the app with its own.
const { app } = require('electron');

const trulyReady = app.whenReady();
const emit = app.emit.bind(app);
/** @type {unknown[]} */
let readyArguments = [];
let isReleased = false;
/** @type {PromiseWithResolvers<void>} */
const released = Promise.withResolvers();

app.emit = (event, ...args) => {
  if (event !== 'ready' || isReleased) return emit(event, ...args);
  readyArguments = args;
  return app.listenerCount('ready') > 0;
};
app.isReady = () => isReleased;
app.whenReady = () => released.promise;

Object.assign(globalThis, {
  async __playwright_run() {
    await trulyReady;
    isReleased = true;
    released.resolve();
    emit('ready', ...readyArguments);
  },
});
