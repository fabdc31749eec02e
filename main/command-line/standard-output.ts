import { failed, type Outcome, success } from '../basics/outcome.ts';
import { fileReason } from '../files/file-reason.ts';
import type { OutputProblem } from './command-errors.ts';

/** Writes to a pipe, a file or a screen, and waits until it has been taken. */
export function createWriter(stream: NodeJS.WriteStream): (text: string) => Promise<Outcome<null, OutputProblem>> {
  // Without a listener, a reader that has gone would end us with a stack.
  stream.on('error', () => {});
  return (text) =>
    new Promise((resolve) => stream.write(text, (error) => resolve(error ? whyNot(error) : success(null))));
}

const whyNot = (error: NodeJS.ErrnoException) =>
  failed<OutputProblem>(
    error.code === 'EPIPE' ? { kind: 'output-closed' } : { kind: 'output-refused', reason: fileReason(error) },
  );
