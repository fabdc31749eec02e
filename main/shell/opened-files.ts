import type { App } from 'electron';
import { createInbox, type Inbox } from '../basics/inbox.ts';

/**
 * What macOS asks Keydesk to open: files, by a double click or by dropping them onto its icon, and links `keydesk:`. The first may come
 * before the program is ready.
 */
export function collectOpened(app: App): Inbox<string>['onEach'] {
  const opened = createInbox<string>();
  const collect = (event: { preventDefault(): void }, pathOrLink: string) => {
    event.preventDefault();
    opened.put(pathOrLink);
  };
  app.on('open-file', collect);
  app.on('open-url', collect);
  return opened.onEach;
}
