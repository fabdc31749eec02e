import type { IClipboardImpl } from '../../bridge/generated/browser/keydesk.ts';
import { success } from '../basics/outcome.ts';
import type { ClipboardGuard } from '../clipboard/clipboard-guard.ts';
import type { Calls } from './bind-interface.ts';
import type { Respond } from './respond.ts';

interface ClipboardHandlerOptions {
  readonly respond: Respond;
  readonly clipboard: ClipboardGuard;
}

export function clipboardHandler({ respond, clipboard }: ClipboardHandlerOptions): Calls<IClipboardImpl> {
  return {
    DropSelection: () =>
      respond(async () => {
        await clipboard.clearSelection();
        return success(null);
      }),
    CopyText: (text) => respond(() => clipboard.copyText(text)),
  };
}
