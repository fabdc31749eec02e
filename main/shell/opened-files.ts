import type { App } from 'electron';

/**
 * What macOS asks Keydesk to open: files, by a double click or by dropping them onto its icon, and links `keydesk:`. The first may come
 * before the program is ready, so they are collected until `take` is set.
 */
export function collectOpened(app: App): (take: (pathOrLink: string) => void) => void {
  const early: string[] = [];
  let take = (opened: string): void => void early.push(opened);
  const collect = (event: { preventDefault(): void }, opened: string) => {
    event.preventDefault();
    take(opened);
  };
  app.on('open-file', collect);
  app.on('open-url', collect);
  return (taker) => {
    take = taker;
    for (const opened of early.splice(0)) taker(opened);
  };
}
