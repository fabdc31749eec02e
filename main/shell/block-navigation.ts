import type { WebContents } from 'electron';
import { APP_ORIGIN, isOurs } from './app-origin.ts';

/** Security lines 7 and 12: the window shows our pages and nothing else, whatever is clicked, dropped or redirected. */
export function blockNavigation(contents: WebContents): void {
  const refuse = (event: { url: string; preventDefault: () => void }) => {
    if (!isOurs(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-frame-navigate', refuse);
  // Chromium shows about:blank without an event before it, so the page is loaded again at once.
  contents.on('did-navigate', (_event, url) => {
    if (!isOurs(url)) void contents.loadURL(`${APP_ORIGIN}/index.html`);
  });
}
