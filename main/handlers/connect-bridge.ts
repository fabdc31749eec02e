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
import { printableValue } from '../printable.ts';
import { type AccountsHandlerOptions, accountsHandler } from './accounts-handler.ts';
import { type ClipboardHandlerOptions, clipboardHandler } from './clipboard-handler.ts';
import { type DirectoryHandlerOptions, directoryHandler } from './directory-handler.ts';
import { addressBookState, type HandoverHandlerOptions, handoverHandler } from './handover-handler.ts';
import { type KeysHandlerOptions, keysHandler } from './keys-handler.ts';
import { type PreferencesHandlerOptions, preferencesHandler } from './preferences-handler.ts';
import { addressState, incomingState, type ReceivingHandlerOptions, receivingHandler } from './receiving-handler.ts';
import { openSecretState, type SecretsHandlerOptions, secretsHandler, unfinishedState } from './secrets-handler.ts';
import { createTelling } from './telling.ts';
import { keptState, type UsageHandlerOptions, usageHandler } from './usage-handler.ts';

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
  /** Keydesk has been locked or unlocked: what the stores hold goes, or comes back. */
  lockChanged(): void;
}

/**
 * Binds every interface of the bridge to this one page, and gives the ways to tell it of changes. SECURITY line 24: while Keydesk is
 * locked the stores hold nothing but the settings and that it is locked. What they hold is told as what it is: see `printable.ts`.
 */
export function connectBridge(contents: WebContents, options: BridgeOptions): Page {
  const { isLocked } = options.lock;
  /** What a store tells: what it is given, or else what it holds now. */
  const store =
    <S>(read: () => S, whileLocked: S) =>
    (state?: S): S =>
      isLocked() ? whileLocked : printableValue(state ?? read());

  const open = store<OpenSecretState>(() => openSecretState(options.secrets), { secret: null, closed: [] });
  const unfinished = store<UnfinishedState>(() => unfinishedState(options.unfinished.list()), { creations: [] });
  const addressBook = store<AddressBookState>(() => addressBookState(options.addressBook.list()), { recipients: [] });
  const address = store<AddressState>(() => addressState(options.identity.address()), { address: null });
  const incoming = store<IncomingState>(() => incomingState(options.incoming.state()), { kind: 'none' });
  const readiness = store<ReadinessState>(() => options.readiness.state(), { kind: 'idle' });
  const noKept = { keys: [], possible: false, program: '' };
  const kept = store<KeptState>(() => keptState(options.kept.list(), options), noKept);
  const guarded = store<ClipboardState>(() => ({ ...options.clipboard.state() }), { kind: 'idle' });

  const accounts = Accounts.for(contents).setImplementation(accountsHandler(options));
  Directory.for(contents).setImplementation(directoryHandler(options));
  Keys.for(contents).setImplementation(keysHandler(options));
  const secrets = Secrets.for(contents).setImplementation({
    ...secretsHandler(options),
    getInitialOpenState: () => open(),
    getInitialUnfinishedState: () => unfinished(),
  });
  const handover = Handover.for(contents).setImplementation({
    ...handoverHandler(options),
    getInitialAddressBookState: () => addressBook(),
  });
  const receiving = Receiving.for(contents).setImplementation({
    ...receivingHandler(options),
    getInitialAddressState: () => address(),
    getInitialIncomingState: () => incoming(),
  });
  const usage = Usage.for(contents).setImplementation({
    ...usageHandler(options),
    getInitialReadinessState: () => readiness(),
    getInitialKeptState: () => kept(),
  });
  const clipboard = Clipboard.for(contents).setImplementation({
    ...clipboardHandler(options),
    getInitialGuardedState: () => guarded(),
  });
  const preferences = Preferences.for(contents).setImplementation(preferencesHandler(options));

  // A page that is loaded anew waits for nothing that its predecessor asked.
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) options.calls.cancelAll();
  });

  const telling = createTelling(options.onDefect);
  /** Each takes what has changed, or nothing: then what there is now. */
  const stores = {
    openSecret: telling((state?: OpenSecretState) => secrets.updateOpenStore(open(state))),
    unfinished: telling((state?: UnfinishedState) => secrets.updateUnfinishedStore(unfinished(state))),
    addressBook: telling((state?: AddressBookState) => handover.updateAddressBookStore(addressBook(state))),
    address: telling((state?: AddressState) => receiving.updateAddressStore(address(state))),
    incoming: telling((state?: IncomingState) => receiving.updateIncomingStore(incoming(state))),
    readiness: telling((state?: ReadinessState) => usage.updateReadinessStore(readiness(state))),
    kept: telling((state?: KeptState) => usage.updateKeptStore(kept(state))),
    clipboard: telling((state?: ClipboardState) => clipboard.updateGuardedStore(guarded(state))),
  };
  return {
    session: telling((state) => accounts.updateSessionStore(state)),
    profilesChanged: telling<void>(() => accounts.dispatchProfilesChanged()),
    ...stores,
    settings: telling((state) => preferences.updateSettingsStore(state)),
    command: telling((command) => preferences.dispatchCommand(command)),
    lockChanged() {
      for (const tell of Object.values(stores)) tell(undefined);
    },
  };
}
