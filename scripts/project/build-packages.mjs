import process from 'node:process';
import { build } from 'electron-builder';

// Runs in Electron's Node, for `packaged-app.mjs`: electron-builder's command line would treat Electron's program
// as a packaged app, and misread its arguments.
const [electronDist = '', output = '', installers] = process.argv.slice(2);
await build({
  ...(installers === 'installers' ? {} : { dir: true }),
  publish: 'never',
  config: { electronDist, directories: { output } },
});
