import type { WebContents } from 'electron';
import { openExternal } from './external-links.ts';

/** SECURITY line 8: no window is ever opened from a page. A link to a listed host goes to the person's browser. */
export function blockNewWindows(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    void openExternal(url);
    return { action: 'deny' };
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
