import type { BrowserSignInState, IBrowserSignInImpl } from '../../bridge/generated/browser/keydesk.ts';
import { success } from '../basics/outcome.ts';
import type { ClipboardGuard } from '../clipboard/clipboard-guard.ts';
import type { BrowserSignInState as SignInState } from '../signin/browser/browser-sign-in.ts';
import type { SigningIn } from '../signin/browser/signing-in.ts';
import type { Calls } from './bind-interface.ts';
import { toFailure } from './failure-sentences.ts';
import { carryOut, type Respond } from './respond.ts';

export function browserSignInHandler(
  respond: Respond,
  signingIn: SigningIn,
  clipboard: Pick<ClipboardGuard, 'copyText'>,
): Calls<IBrowserSignInImpl> {
  return {
    ListRegions: () =>
      respond(
        async () => success(await signingIn.regions()),
        (regions) => ({
          regions: regions.map(({ choice, region, endpoint, sample, suggested }) => ({
            choice,
            id: region.id,
            realm: region.realmDomain,
            endpoint,
            sample,
            suggested,
          })),
        }),
      ),
    StartBrowserSignIn: ({ region, tenancyName }) => respond(() => signingIn.start(region, tenancyName)),
    SignInAgain: (account) => respond(() => signingIn.again(account)),
    OpenBrowserAgain: () => carryOut(respond, signingIn.openAgain),
    CopySignInAddress: () =>
      respond(async () => {
        const address = signingIn.address();
        return address === null ? success(null) : clipboard.copyText(address);
      }),
    CancelBrowserSignIn: () => carryOut(respond, signingIn.cancel),
    RenewSession: (account) => respond(() => signingIn.renew(account)),
  };
}

/** How far a sign-in is, as the page shows it. */
export const signInProgress = (state: SignInState): BrowserSignInState =>
  state.kind === 'failed' ? { kind: 'failed', failure: toFailure(state.problem) } : state;
