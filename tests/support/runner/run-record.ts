import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { stripVTControlCharacters } from 'node:util';

/** A line of a run's record. Each line is JSON, and is written during the run, so that an aborted run has a record too. */
export type RunRecordLine =
  /** A test file whose tests are not known yet. */
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'tests'; readonly file: string; readonly count: number }
  | { readonly kind: 'begun'; readonly file: string; readonly title: string }
  | {
      readonly kind: 'ended';
      readonly file: string;
      readonly title: string;
      /**
       * `again`: the test failed, and is tried once more. `not run`: it was left out, since an earlier test of a serial file or the
       * preparation of its file failed. It may run at the next attempt.
       */
      readonly outcome: 'passed' | 'failed' | 'skipped' | 'again' | 'not run';
      readonly ms: number;
      readonly message: string;
    }
  /** Something failed outside of any test. */
  | { readonly kind: 'fault'; readonly message: string };

/** Begins the record that `KEYDESK_RECORD` names. Without that variable nothing is written. */
export function openRunRecord(): (line: RunRecordLine) => void {
  const file = process.env['KEYDESK_RECORD'];
  if (file === undefined) return () => undefined;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
  return (line) => appendFileSync(file, `${JSON.stringify(line)}\n`);
}

/** The first line of an error's message, without colours. */
export const firstLine = (message = ''): string => stripVTControlCharacters(message).split('\n', 1)[0] ?? '';

/** The path of a test file in the project: suites run in a copy of the project elsewhere. */
export const inProject = (file: string): string => file.replace(/^.*?(?=tests\/)/, '');
