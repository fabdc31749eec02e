// Loaded before the app: its first page crashes before it is drawn. Prints what the window shows in the end, and quits.
const { app } = require('electron');

const LOOKS = 80;
const PAUSE = 250;
const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE, ''));

app.once('web-contents-created', (_event, contents) => {
  contents.once('did-navigate', () => contents.forcefullyCrashRenderer());
  contents.once('render-process-gone', () => void printText(contents));
});

/** @param {import('electron').WebContents} contents */
async function printText(contents) {
  let text = '';
  for (let looks = 1; looks <= LOOKS && text === ''; looks += 1) {
    await pause();
    const asked = contents.isCrashed() ? '' : contents.executeJavaScript('document.body.innerText');
    text = await Promise.race([asked, pause()]).catch(() => '');
  }
  process.stdout.write(`${text}\n`);
  app.exit(0);
}
