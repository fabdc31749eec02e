// Loaded into the main process with `-r`, into Keydesk and the bare window alike: says on standard output when the first
// element that matches FIRST_SCREEN has been painted, and quits when its standard input ends.
const { app } = require('electron');

app.on('web-contents-created', (_event, contents) => {
  contents.on('dom-ready', async () => {
    const painted = `new Promise((resolve) => {
      const look = () => requestAnimationFrame(() => {
        if (document.querySelector(${JSON.stringify(process.env['FIRST_SCREEN'])})) requestAnimationFrame(() => resolve(true));
        else look();
      });
      look();
    })`;
    await contents.executeJavaScript(painted);
    process.stdout.write('usable\n');
  });
});
process.stdin.on('end', () => app.exit(0)).resume();
