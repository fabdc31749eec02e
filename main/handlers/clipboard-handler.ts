import type { IClipboardImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { ClipboardGuard } from '../clipboard/clipboard-guard.ts';
import type { Calls } from './bind-interface.ts';
import { carryOut, type Respond } from './respond.ts';

export function clipboardHandler(respond: Respond, clipboard: ClipboardGuard): Calls<IClipboardImpl> {
  return {
    DropSelection: () => carryOut(respond, clipboard.clearSelection),
    CopyText: (text) => respond(() => clipboard.copyText(text)),
  };
}
