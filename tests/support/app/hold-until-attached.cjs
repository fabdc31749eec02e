// Loaded into Electron's main process before the app: holds its `ready` until Playwright has attached, which calls
// `__playwright_run`. Otherwise Playwright never sees a window that commits its first page while Playwright attaches: that is one
// launch in about ten on a busy machine. Playwright's own loader holds `ready` too, but it also changes Chromium's switches, and the
// app must be tested with the switches that it has.
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
