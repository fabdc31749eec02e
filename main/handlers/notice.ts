import { createObservable } from '../basics/observable.ts';
import type { Quarantined } from '../files/quarantine.ts';
import type { Problem } from './problem.ts';

/** The last failure of something that Keydesk did by itself, at the start or later. Null: there was none. */
export function createNotice(note: (text: string) => void) {
  const { state, subscribe, change } = createObservable<Problem | null>(null);
  const files: Quarantined[] = [];
  return {
    state,
    subscribe,
    tell: (problem: Problem) => change(problem),
    /** A file of Keydesk's own could not be read, and now has another name. */
    onQuarantine(file: Quarantined) {
      files.push(file);
      note(`quarantined ${file.file}: ${file.reason}`);
      change({ kind: 'files-set-aside', files: [...files] });
    },
  };
}

export type Notice = ReturnType<typeof createNotice>;
