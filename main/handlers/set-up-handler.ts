import type { ISetUpImpl } from '../../bridge/generated/browser/keydesk.ts';
import { success } from '../basics/outcome.ts';
import type { SetUp } from '../computer-key/set-up.ts';
import type { Calls } from './bind-interface.ts';
import { nothing, type Respond } from './respond.ts';

interface SetUpHandlerOptions {
  readonly respond: Respond;
  readonly setUp: SetUp;
}

export function setUpHandler({ respond, setUp }: SetUpHandlerOptions): Calls<ISetUpImpl> {
  return {
    Start: () => respond(setUp.start),
    CopyPublicKey: () => respond(setUp.copyPublicKey),
    OpenConsole: () => respond(setUp.openConsole),
    TakeSnippet: (text) => respond(() => setUp.takeSnippet(text)),
    ChooseDownloadedKey: () => respond(setUp.chooseDownloadedKey),
    StopProving: () => respond(() => success(setUp.stopProving()), nothing),
    Abandon: () => respond(setUp.abandon),
  };
}
