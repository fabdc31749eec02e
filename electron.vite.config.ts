import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

// Everything is bundled but what Electron provides and the one native module, so that the package holds three
// folders of code and start-up reads three files instead of hundreds.
const external = ['electron', /^electron\//, /^node:/, '@napi-rs/keyring'];
const externalizeDeps = false as const;
const minify = true;

export default defineConfig({
  main: {
    build: {
      externalizeDeps,
      minify,
      rollupOptions: {
        input: { index: 'main/index.ts', simulator: 'simulator/index.ts' },
        external,
        // All in one folder: code names its neighbours by where it stands itself.
        output: { format: 'es', chunkFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps,
      minify,
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
    plugins: [react()],
    build: {
      minify,
      rollupOptions: { input: { index: 'renderer/index.html' } },
      // No data: fonts and no inlined styles: the content security policy allows neither.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  },
});
