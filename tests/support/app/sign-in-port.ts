import { connect, createServer } from 'node:net';
import process from 'node:process';

/**
 * Keeps the one port that a browser sign-in comes back to (8181) for this test: tests that run beside it wait here for their turn.
 * Call the result when the sign-in is over. The lock is a socket of Linux without a file, which ends with its process; elsewhere tests
 * run one after another.
 */
export async function holdSignInPort(): Promise<() => Promise<void>> {
  if (process.platform !== 'linux') return async () => {};
  const name = '\0keydesk-tests-port-8181';
  for (;;) {
    const server = createServer();
    const listening = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(name, () => resolve(true));
    });
    if (listening) {
      const waiting = new Set<{ destroy(): void }>();
      server.on('connection', (socket) => waiting.add(socket.on('error', () => {})));
      return () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          for (const socket of waiting) socket.destroy();
        });
    }
    // The end of the holder, or a refusal, ends the connection.
    await new Promise((resolve) =>
      connect(name)
        .on('error', () => {})
        .on('close', resolve)
        .resume(),
    );
  }
}
