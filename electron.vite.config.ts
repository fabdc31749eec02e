import { join } from 'node:path';
import process from 'node:process';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

// Everything is bundled but what Electron provides and the one native module, so that the package holds three
// folders of code and start-up reads three files instead of hundreds.
const external = ['electron', /^electron\//, /^node:/, '@napi-rs/keyring'];
const externalizeDeps = false as const;
const minify = true;
// Kept beside the build and in no package: `npm run stack` reads a log's stacks with them.
const sourcemap = 'hidden';

const host = '127.0.0.1';
const port = Number(process.env['KEYDESK_DEV_PORT'] ?? 5173);

// What the settings library would load for options that Keydesk does not use.
const leftOut = {
  find: /^(ajv\/dist\/2020\.js|ajv-formats|semver)$/,
  replacement: join(import.meta.dirname, 'main', 'shell', 'left-out.ts'),
};
// What the settings library loads to end the program by itself.
const whenExit = { find: 'when-exit', replacement: join(import.meta.dirname, 'main', 'shell', 'when-exit.ts') };

// What React Aria looks for at the start of a page, and does not need in an English one.
const english = {
  find: /^\.\/useDefaultLocale\.m?js$/,
  replacement: join(import.meta.dirname, 'renderer', 'ui', 'english.ts'),
};

// One file for all that a start loads: each costs it time, also one of a few lines (of main 0.3 ms, of the page 1.5).
const atStart = { name: 'at-start', tags: ['$initial' as const] };
const root = import.meta.dirname.replaceAll('\\', '/');
// Without `index.ts`, which awaits the command line at its top level: what that loads must not wait for `index.ts`.
const isMain = (id: string) =>
  [`${root}/main/`, `${root}/bridge/`].some((folder) => id.startsWith(folder)) && id !== `${root}/main/index.ts`;

export default defineConfig({
  main: {
    resolve: { alias: [leftOut, whenExit] },
    build: {
      externalizeDeps,
      minify,
      sourcemap,
      rollupOptions: {
        input: { index: 'main/index.ts', simulator: 'simulator/index.ts' },
        external,
        output: {
          format: 'es',
          // All in one folder: code names its neighbours by where it stands itself.
          chunkFileNames: '[name].js',
          codeSplitting: { groups: [{ ...atStart, test: isMain }] },
        },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps,
      minify,
      sourcemap,
      rollupOptions: {
        input: { index: 'preload/index.ts' },
        external,
        // A sandboxed preload must be a single CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    resolve: { alias: [english] },
    plugins: [react()],
    // `npm run dev` only: for this computer alone. The page is of `app://`, so it must be told where news comes from.
    server: { host, port, strictPort: true, hmr: { host, clientPort: port } },
    optimizeDeps: { entries: ['**/*.tsx'] },
    build: {
      minify,
      sourcemap,
      rollupOptions: {
        // The printed sheet's document comes from main: it has to know what its stylesheet is called.
        input: { index: 'renderer/index.html', 'printed-sheet': 'renderer/sheet/printed-sheet.css' },
        output: {
          // The printed sheet's style is no part of the page.
          codeSplitting: { groups: [{ ...atStart, test: (id) => !id.includes('/renderer/sheet/') }] },
          assetFileNames: ({ names }) =>
            `assets/[name]${names.includes('printed-sheet.css') ? '' : '-[hash]'}[extname]`,
        },
      },
      // No data: fonts and no inlined styles: the content security policy allows neither.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  },
});
