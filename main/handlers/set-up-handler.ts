import type { ISetUpImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { SetUp } from '../computer-key/set-up.ts';
import type { Calls } from './bind-interface.ts';
import { carryOut, type Respond } from './respond.ts';

export function setUpHandler(respond: Respond, setUp: SetUp): Calls<ISetUpImpl> {
  return {
    Start: () => respond(setUp.start),
    CopyPublicKey: () => respond(setUp.copyPublicKey),
    OpenConsole: () => respond(setUp.openConsole),
    TakeSnippet: (text) => respond(() => setUp.takeSnippet(text)),
    ChooseDownloadedKey: () => respond(setUp.chooseDownloadedKey),
    StopProving: () => carryOut(respond, setUp.stopProving),
    Abandon: () => respond(setUp.abandon),
  };
}
