import { readCommandLine } from './command-line.ts';
import { startSimulator } from './start-simulator.ts';

/** The channel to the process that started this one as Electron's utility process. Plain Node has none. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: { data: unknown }) => void): void;
}

const command = readCommandLine(process.argv.slice(2));
if (typeof command === 'string') {
  process.stderr.write(`${command}\n`);
  process.exitCode = 2;
} else {
  const { parentPipe, ...options } = command;
  startSimulator(options).then(
    ({ close, ...addresses }) => {
      let stopping = false;
      const stop = () => {
        if (stopping) return;
        stopping = true;
        close().finally(() => process.exit(0));
      };
      process.on('SIGTERM', stop);
      process.on('SIGINT', stop);
      if (parentPipe) process.stdin.on('end', stop).on('error', stop).resume();
      const parentPort = (process as { parentPort?: ParentPort }).parentPort;
      parentPort?.on('message', ({ data }) => {
        if (data === 'stop') stop();
      });
      // The program that reads the line may then close the pipe. The simulator must not end because of that.
      process.stdout.on('error', () => {});
      process.stdout.write(`${JSON.stringify(addresses)}\n`);
      parentPort?.postMessage(addresses);
    },
    (error: unknown) => {
      process.stderr.write(`The simulator could not start: ${sentenceOf(error, options.port)}\n`);
      process.exitCode = 1;
    },
  );
}

function sentenceOf(error: unknown, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `port ${port} of 127.0.0.1 is taken.`;
  if (code === 'EACCES') return `port ${port} of 127.0.0.1 or the temporary folder is not allowed to this user.`;
  return `${error instanceof Error ? error.message : error}.`;
}
