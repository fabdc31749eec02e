import { connect, createServer } from 'node:net';
import process from 'node:process';

/**
 * Reserves port 8181, the only one to which a browser sign-in comes back, for this test: parallel tests wait here until it is free.
 * Call the result when the sign-in is over. The lock is a Linux socket without a file, which ends with its process. On other systems
 * tests run one after another.
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
    // The connection ends when the test that holds the lock ends, or at once when nothing listens any more.
    await new Promise((resolve) =>
      connect(name)
        .on('error', () => {})
        .on('close', resolve)
        .resume(),
    );
  }
}
