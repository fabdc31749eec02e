// Loaded with `-r` into the main process of Keydesk and of the bare window. Writes to standard output when the first element that
// matches FIRST_SCREEN has been painted, and quits the app when standard input ends.
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
