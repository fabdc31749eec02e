/**
 * Replaces the package `when-exit` in the bundle, with which the settings library removes half-written files at the end. The package itself
 * would catch SIGTERM, SIGINT, SIGHUP and others, and end the program at once, without `quit-guard.ts`.
 */
const whenExit = (run: () => void): void => void process.once('exit', run);

// biome-ignore lint/style/noDefaultExport: the package that this file replaces has one
export { whenExit as default };
