import type { WebContents } from 'electron';

/** Security line 8: no window is ever opened from a page. The address that a page wants to open goes to `onLink`. */
export function blockNewWindows(contents: WebContents, onLink: (url: string) => void): void {
  contents.setWindowOpenHandler(({ url }) => {
    onLink(url);
    return { action: 'deny' };
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
