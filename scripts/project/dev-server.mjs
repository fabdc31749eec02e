import { once } from 'node:events';
import { createServer as createSocket } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { createServer } from 'electron-vite';
import { checkout } from './checkout.mjs';

// Rebuilds main and preload at each change, restarts the app, and serves the page with hot reload. This script runs in Electron's
// Node, the app as Electron. The build does not go into `out/`, which other commands use.
const folder = join(checkout, '.cache', 'dev');
delete process.env['ELECTRON_RUN_AS_NODE'];
process.env['KEYDESK_DEV_PORT'] = String(await freePort());
process.env['ELECTRON_EXEC_PATH'] = process.execPath;
process.env['ELECTRON_ENTRY'] = join(folder, 'main', 'index.js');
process.env['ELECTRON_CLI_ARGS'] = JSON.stringify(process.argv.slice(2));
const watch = { exclude: '**/node_modules/**' };
// The folder is not emptied, because the app may just be starting from it.
const build = { outDir: folder, watch, minify: false, sourcemap: true, emptyOutDir: false };
await createServer({ root: checkout, build }, {});

/** A free port of this computer. */
async function freePort() {
  const socket = createSocket().listen(0, '127.0.0.1');
  await once(socket, 'listening');
  const address = socket.address();
  socket.close();
  await once(socket, 'close');
  return typeof address === 'object' && address !== null ? address.port : 5173;
}
