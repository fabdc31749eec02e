import type { IClipboardImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { ClipboardGuard } from '../clipboard/clipboard-guard.ts';
import { type Answer, nothing } from './answer.ts';

export interface ClipboardHandlerOptions {
  readonly answer: Answer;
  readonly clipboard: ClipboardGuard;
}

export function clipboardHandler({ answer, clipboard }: ClipboardHandlerOptions): IClipboardImpl {
  return {
    getInitialGuardedState: () => ({ ...clipboard.state() }),
    CopyText: (text) => answer(() => clipboard.copyText(text), nothing),
  };
}
