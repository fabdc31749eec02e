import type { WebContents } from 'electron';
import {
  Accounts,
  type AddressBookState,
  type AddressState,
  Clipboard,
  type ClipboardState,
  type Command,
  Directory,
  Handover,
  type IncomingState,
  type KeptState,
  Keys,
  type OpenSecretState,
  Preferences,
  type ReadinessState,
  Receiving,
  Secrets,
  type Session,
  type Settings,
  type UnfinishedState,
  Usage,
} from '../../bridge/generated/browser/keydesk.ts';
import { type AccountsHandlerOptions, accountsHandler } from './accounts-handler.ts';
import { type ClipboardHandlerOptions, clipboardHandler } from './clipboard-handler.ts';
import { type DirectoryHandlerOptions, directoryHandler } from './directory-handler.ts';
import { type HandoverHandlerOptions, handoverHandler } from './handover-handler.ts';
import { type KeysHandlerOptions, keysHandler } from './keys-handler.ts';
import { type PreferencesHandlerOptions, preferencesHandler } from './preferences-handler.ts';
import { type ReceivingHandlerOptions, receivingHandler } from './receiving-handler.ts';
import { type SecretsHandlerOptions, secretsHandler } from './secrets-handler.ts';
import { createTelling } from './telling.ts';
import { type UsageHandlerOptions, usageHandler } from './usage-handler.ts';

export type BridgeOptions = AccountsHandlerOptions &
  DirectoryHandlerOptions &
  KeysHandlerOptions &
  SecretsHandlerOptions &
  HandoverHandlerOptions &
  ReceivingHandlerOptions &
  UsageHandlerOptions &
  ClipboardHandlerOptions &
  PreferencesHandlerOptions & {
    /** Told what kept a state from being told to the page. */
    readonly onDefect: (error: unknown) => void;
  };

/** What main tells a page without being asked. */
export interface Page {
  session(state: Session): void;
  profilesChanged(): void;
  openSecret(state: OpenSecretState): void;
  unfinished(state: UnfinishedState): void;
  addressBook(state: AddressBookState): void;
  address(state: AddressState): void;
  incoming(state: IncomingState): void;
  readiness(state: ReadinessState): void;
  kept(state: KeptState): void;
  clipboard(state: ClipboardState): void;
  settings(state: Settings): void;
  command(command: Command): void;
}

/** Binds every interface of the bridge to this one page, and gives the ways to tell it of changes. */
export function connectBridge(contents: WebContents, options: BridgeOptions): Page {
  const accounts = Accounts.for(contents).setImplementation(accountsHandler(options));
  Directory.for(contents).setImplementation(directoryHandler(options));
  Keys.for(contents).setImplementation(keysHandler(options));
  const secrets = Secrets.for(contents).setImplementation(secretsHandler(options));
  const handover = Handover.for(contents).setImplementation(handoverHandler(options));
  const receiving = Receiving.for(contents).setImplementation(receivingHandler(options));
  const usage = Usage.for(contents).setImplementation(usageHandler(options));
  const clipboard = Clipboard.for(contents).setImplementation(clipboardHandler(options));
  const preferences = Preferences.for(contents).setImplementation(preferencesHandler(options));

  // A page that is loaded anew waits for nothing that its predecessor asked.
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) options.calls.cancelAll();
  });

  const telling = createTelling(options.onDefect);
  return {
    session: telling((state) => accounts.updateSessionStore(state)),
    profilesChanged: telling<void>(() => accounts.dispatchProfilesChanged()),
    openSecret: telling((state) => secrets.updateOpenStore(state)),
    unfinished: telling((state) => secrets.updateUnfinishedStore(state)),
    addressBook: telling((state) => handover.updateAddressBookStore(state)),
    address: telling((state) => receiving.updateAddressStore(state)),
    incoming: telling((state) => receiving.updateIncomingStore(state)),
    readiness: telling((state) => usage.updateReadinessStore(state)),
    kept: telling((state) => usage.updateKeptStore(state)),
    clipboard: telling((state) => clipboard.updateGuardedStore(state)),
    settings: telling((state) => preferences.updateSettingsStore(state)),
    command: telling((command) => preferences.dispatchCommand(command)),
  };
}
