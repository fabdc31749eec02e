import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { describe, expect, it } from 'vitest';
import { collectOpened } from '../../../main/shell/opened-files.ts';

/** macOS announces a double click by this event of Electron's `app`. `refused` counts the calls of `preventDefault`. */
function doubleClicks() {
  const app = new EventEmitter();
  let refused = 0;
  const event = {
    preventDefault: () => {
      refused += 1;
    },
  };
  return {
    onOpenedFile: collectOpened(app as App),
    open: (path: string) => app.emit('open-file', event, path),
    refused: () => refused,
  };
}

describe('a file that the system asks Keydesk to open', () => {
  it('waits until it is read, in the order of arrival', () => {
    const { open, onOpenedFile, refused } = doubleClicks();
    open('/tmp/first.age');
    open('/tmp/second.age');
    const taken: string[] = [];
    onOpenedFile((path) => taken.push(path));
    expect(taken).toEqual(['/tmp/first.age', '/tmp/second.age']);
    expect(refused()).toBe(2);
  });

  it('is handed on at once after that, and once only', () => {
    const { open, onOpenedFile } = doubleClicks();
    const taken: string[] = [];
    onOpenedFile((path) => taken.push(path));
    open('/tmp/first.age');
    expect(taken).toEqual(['/tmp/first.age']);
    onOpenedFile((path) => taken.push(`again ${path}`));
    expect(taken).toEqual(['/tmp/first.age']);
  });
});
