import { join } from 'node:path';
import { build } from 'vite';
import { projectRoot } from './runtime.ts';

/** Bundles a program of the project into one minified file, as the app's main process is built. Returns the file's path. */
export async function bundleProgram(program: string, folder: string): Promise<string> {
  await build({
    root: projectRoot,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(projectRoot, program),
      outDir: folder,
      emptyOutDir: false,
      minify: true,
      target: 'node20',
      rollupOptions: { output: { format: 'es', entryFileNames: 'program.mjs' } },
    },
    ssr: { noExternal: true },
  });
  return join(folder, 'program.mjs');
}
