import { join } from 'node:path';
import process from 'node:process';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

// Not bundled: what Electron provides, and the one native module. All else is bundled, so that the package has three folders of
// code, and a start reads three files instead of hundreds.
const external = ['electron', /^electron\//, /^node:/, '@napi-rs/keyring'];
const externalizeDeps = false as const;
const minify = true;
// The source maps are written beside the build, and are in no package. `npm run stack` reads the stacks of a log with them.
const sourcemap = 'hidden';

const host = '127.0.0.1';
const port = Number(process.env['KEYDESK_DEV_PORT'] ?? 5173);

// Replaces modules that the settings library would load for options that Keydesk does not use.
const leftOut = {
  find: /^(ajv\/dist\/2020\.js|ajv-formats|semver)$/,
  replacement: join(import.meta.dirname, 'main', 'shell', 'left-out.ts'),
};
// Replaces the module with which the settings library could end the program.
const whenExit = { find: 'when-exit', replacement: join(import.meta.dirname, 'main', 'shell', 'when-exit.ts') };

// Replaces React Aria's search for the locale at the start of a page: Keydesk is always English.
const english = {
  find: /^\.\/useDefaultLocale\.m?js$/,
  replacement: join(import.meta.dirname, 'renderer', 'ui', 'english.ts'),
};

// All modules that a start loads go into one file, because each file takes time, even a short one: in main 0.3 ms, in the page 1.5 ms.
const atStart = { name: 'at-start', tags: ['$initial' as const] };
const root = import.meta.dirname.replaceAll('\\', '/');
// `index.ts` is not in that file: it awaits the command line at its top level, and the modules that it awaits must not wait for it.
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
          // All chunks are in one folder, because code finds the files beside it by its own path.
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
    // Only for `npm run dev`, and only for this computer. The page has an `app://` address, so it needs the host and port for hot reload.
    server: { host, port, strictPort: true, hmr: { host, clientPort: port } },
    optimizeDeps: { entries: ['**/*.tsx'] },
    build: {
      minify,
      sourcemap,
      rollupOptions: {
        // Main writes the document of the printed sheet, so its stylesheet is an input of its own, with a fixed name.
        input: { index: 'renderer/index.html', 'printed-sheet': 'renderer/sheet/printed-sheet.css' },
        output: {
          // The style of the printed sheet is not a part of the page.
          codeSplitting: { groups: [{ ...atStart, test: (id) => !id.includes('/renderer/sheet/') }] },
          assetFileNames: ({ names }) =>
            `assets/[name]${names.includes('printed-sheet.css') ? '' : '-[hash]'}[extname]`,
        },
      },
      // Nothing is inlined: the content security policy allows neither fonts as `data:` nor inlined styles.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  },
});
