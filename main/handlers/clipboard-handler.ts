import type { IClipboardImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { ClipboardGuard } from '../clipboard/clipboard-guard.ts';
import { success } from '../outcome.ts';
import { type Answer, nothing } from './answer.ts';
import type { Calls } from './bind-interface.ts';

export interface ClipboardHandlerOptions {
  readonly answer: Answer;
  readonly clipboard: ClipboardGuard;
}

export function clipboardHandler({ answer, clipboard }: ClipboardHandlerOptions): Calls<IClipboardImpl> {
  return {
    DropSelection: () =>
      answer(async () => {
        await clipboard.clearSelection();
        return success(null);
      }, nothing),
    CopyText: (text) => answer(() => clipboard.copyText(text), nothing),
  };
}
