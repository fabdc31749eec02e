/**
 * Stands in the bundle for the package `when-exit`, with which the settings library removes half-written files at the end. The
 * package takes SIGTERM, SIGINT, SIGHUP and more for itself and ends the program at once, past `quit-guard.ts`.
 */
const whenExit = (run: () => void): void => void process.once('exit', run);

// biome-ignore lint/style/noDefaultExport: as the package has it that it stands for
export { whenExit as default };
