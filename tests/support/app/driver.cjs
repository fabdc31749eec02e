// Loaded into Electron's main process before the app: lets a test drive the window through the bridge, over standard input
// and output. Attaching Playwright to each of hundreds of starts would take too long. Everything else is the real app.
//   in:  {"id":1,"evaluate":"<code for the page>"}
//   out: {"id":1,"value":...} or {"id":1,"error":"..."}, {"step":"sent"}, {"loaded":true}
const { subscribe } = require('node:diagnostics_channel');
const { writeSync } = require('node:fs');
const { createInterface } = require('node:readline');
const { app } = require('electron');

/** Writes synchronously, so the message is out even if the process is killed right after. */
const tell = (/** @type {object} */ message) => {
  try {
    writeSync(1, `@@${JSON.stringify(message)}\n`);
  } catch {
    // The pipe is full or closed. A step that is not reported changes nothing.
  }
};

subscribe('keydesk:creation', (message) => tell(Object(message)));

/** Main answers calls only after the first screen: see `main-answers.ts`. */
const mainAnswers = async () => {
  while (app.listenerCount('activate') === 0) await new Promise((resolve) => setTimeout(resolve, 5));
};

/** @type {PromiseWithResolvers<Electron.WebContents>} */
const page = Promise.withResolvers();
app.on('web-contents-created', (_event, contents) => {
  contents.once('did-finish-load', async () => {
    if (contents.getURL().startsWith('app:')) await mainAnswers();
    tell({ loaded: true });
    page.resolve(contents);
  });
});

createInterface(process.stdin).on('line', async (line) => {
  const { id, evaluate } = JSON.parse(line);
  try {
    const value = await (await page.promise).executeJavaScript(evaluate);
    tell({ id, value });
  } catch (error) {
    tell({ id, error: String(error) });
  }
});
