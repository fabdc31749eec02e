// Loaded before the app: its first page crashes before it is drawn. Prints what the window shows in the end, and quits.
const { readFileSync } = require('node:fs');
const { app } = require('electron');

const LOOKS = 80;
const PAUSE = 250;
const stillness = new Int32Array(new SharedArrayBuffer(4));
const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE, ''));

app.once('web-contents-created', (_event, contents) => {
  contents.once('did-navigate', () => {
    const renderer = contents.getOSProcessId();
    contents.forcefullyCrashRenderer();
    // Main stands still until then: on a slow computer it would listen before the page has crashed.
    for (let looks = 1; looks <= LOOKS && isAlive(renderer); looks += 1) Atomics.wait(stillness, 0, 0, PAUSE);
  });
  contents.once('render-process-gone', () => void printText(contents));
});

/** A process that has ended stays in the list until its parent has asked for its end. @param {number} pid */
function isAlive(pid) {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

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
