import type { App } from 'electron';

/**
 * Files that macOS asks Keydesk to open: by a double click, or by dropping them onto its icon. The first comes before the
 * program is ready, so they are collected until somebody takes them.
 */
export function collectOpenedFiles(app: App): (take: (path: string) => void) => void {
  const early: string[] = [];
  let take = (path: string): void => void early.push(path);
  app.on('open-file', (event, path) => {
    event.preventDefault();
    take(path);
  });
  return (taker) => {
    take = taker;
    for (const path of early.splice(0)) taker(path);
  };
}
