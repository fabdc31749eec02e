/** Writes to a pipe, a file or a screen, and waits until it has been taken. False: nobody reads it any more. */
export function createWriter(stream: NodeJS.WriteStream): (text: string) => Promise<boolean> {
  // Without a listener, a reader that has gone would end us with a stack.
  stream.on('error', () => {});
  return (text) => new Promise((resolve) => stream.write(text, (error) => resolve(!error)));
}
