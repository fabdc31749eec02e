import './settings.css';
import { useEffect, useState } from 'react';
import type { Settings } from '../../../bridge/values/settings.ts';
import { preferences } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { TryKeychain } from '../../app/keychain.tsx';
import { usePrescribed } from '../../app/policy.tsx';
import { useSession } from '../../app/session.tsx';
import { useSettingsStore } from '../../app/stores.ts';
import { useRequest } from '../../app/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { Segments, Switch } from '../../ui/choices.tsx';
import { Form } from '../../ui/form.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { AccountList, ProxyList } from './account-list.tsx';
import { CompanyPolicy } from './company-policy.tsx';
import { ReceivingSettings } from './receiving-settings.tsx';
import { SettingsGroup } from './settings-group.tsx';
import { UpdatesSettings } from './updates-settings.tsx';

interface DaysFieldProps {
  readonly label: string;
  readonly most: number;
  readonly days: number;
  readonly onChange: (days: number) => void;
  readonly isDisabled?: boolean;
}

/** A field for a number of days, 1 to `most`. Enter or leaving the field calls `onChange`, if the number is valid. */
const DaysField = ({ label, most, days, onChange, isDisabled = false }: DaysFieldProps) => {
  const [typed, setTyped] = useState(String(days));
  useEffect(() => setTyped(String(days)), [days]);
  const wanted = Number(typed);
  const isGood = /^\d+$/.test(typed.trim()) && wanted >= 1 && wanted <= most;
  const take = () => {
    if (isGood && wanted !== days) onChange(wanted);
  };
  return (
    <Form onSubmit={take}>
      <TextField
        label={label}
        value={typed}
        onChange={setTyped}
        onBlur={take}
        isDisabled={isDisabled}
        inputMode="numeric"
        maxLength={5}
        error={isGood ? null : `A whole number from 1 to ${most}.`}
      />
    </Form>
  );
};

/** Where credentials are stored, in words. */
const VaultWords = () => {
  const { vault } = useSession();
  if (vault.kind === 'unknown') return null;
  if (vault.kind === 'keychain') {
    return (
      <p className="settings-vault">
        <Icon name="lock" />
        <span>In {vault.name}.</span>
      </p>
    );
  }
  return (
    <Notice tone="warning" title="In memory only, until Keydesk quits." actions={<TryKeychain />}>
      <p>The keychain of this computer cannot be used now:</p>
      <p className="notice-reason selectable">{vault.reason}</p>
    </Notice>
  );
};

/** Text for a support request. Main writes it without secrets. */
const Diagnostics = () => {
  const { pending, failure, send } = useRequest();
  const copy = () => void send(() => preferences.CopyDiagnostics(), 'Diagnostics copied.');
  return (
    <>
      <Button icon="copy" isDisabled={pending} onPress={copy}>
        Copy diagnostics
      </Button>
      {failure && <FailureNotice failure={failure} />}
    </>
  );
};

const appearances = [
  { id: 'system', text: 'System' },
  { id: 'light', text: 'Light' },
  { id: 'dark', text: 'Dark' },
] as const satisfies readonly { id: Settings['appearance']; text: string }[];

const clipboardTimes = [10, 30, 60, 120] as const satisfies readonly Settings['clipboardSeconds'][];

const lockTimes = [0, 5, 15, 60] as const satisfies readonly Settings['lockMinutes'][];

const Choices = ({ settings }: { readonly settings: Settings }) => {
  // A choice is shown at once. The next state of main's store replaces it.
  const [changes, setChanges] = useState<Partial<Settings>>({});
  const { failure, send } = useRequest();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new state of main's store replaces the choice
  useEffect(() => setChanges({}), [settings]);
  const shown: Settings = { ...settings, ...changes };
  const clipboard = usePrescribed('clipboardSeconds');
  const lock = usePrescribed('lockMinutes');
  const overdue = usePrescribed('overdueDays');

  const change = async (part: Partial<Settings>) => {
    setChanges((before) => ({ ...before, ...part }));
    const result = await send(() => preferences.ChangeSettings(part));
    if (!result?.ok) setChanges({});
  };

  return (
    <>
      {failure && <FailureNotice failure={failure} />}
      <SettingsGroup title="Appearance" text="System follows this computer’s light and dark.">
        <Segments
          label="Appearance"
          options={appearances}
          selected={shown.appearance}
          onSelect={(appearance) => void change({ appearance })}
        />
      </SettingsGroup>
      <SettingsGroup
        title="Clipboard"
        text="How long a copied secret key stays there before Keydesk clears it."
        policy="clipboardSeconds"
      >
        <Segments
          label="Clipboard time"
          isDisabled={clipboard !== null}
          options={clipboardTimes.map((seconds) => ({ id: seconds, text: `${seconds} s` }))}
          selected={shown.clipboardSeconds}
          onSelect={(clipboardSeconds) => void change({ clipboardSeconds })}
        />
      </SettingsGroup>
      <SettingsGroup
        title="Lock"
        text="After so long without input, Keydesk forgets its keys until you unlock it. It does so too when the computer sleeps or the desktop locks its screen."
        policy="lockMinutes"
      >
        <Segments
          label="Lock after"
          isDisabled={lock !== null}
          options={lockTimes.map((minutes) => ({ id: minutes, text: minutes ? `${minutes} min` : 'Never' }))}
          selected={shown.lockMinutes}
          onSelect={(lockMinutes) => void change({ lockMinutes })}
        />
      </SettingsGroup>
      <SettingsGroup
        title="Age of keys"
        text="Older keys are overdue. CIS Oracle Cloud benchmark 1.9 says 90 days."
        policy="overdueDays"
      >
        <DaysField
          label="Days until a key is overdue"
          most={3650}
          days={shown.overdueDays}
          isDisabled={overdue !== null}
          onChange={(overdueDays) => void change({ overdueDays })}
        />
      </SettingsGroup>
      <SettingsGroup
        title="Rotations"
        text="An old key is first deactivated. Only after these days Keydesk offers to delete it."
      >
        <DaysField
          label="Days between deactivation and deletion"
          most={90}
          days={shown.waitingDays}
          onChange={(waitingDays) => void change({ waitingDays })}
        />
        <Switch selected={shown.rotationNotices} onSelect={(rotationNotices) => void change({ rotationNotices })}>
          Notify me when a rotation waits for me
        </Switch>
      </SettingsGroup>
      <SettingsGroup
        title="Screen capture"
        text="Keeps a revealed secret key out of screenshots and shared screens. It has effect on Windows and macOS."
      >
        <Switch selected={shown.contentProtection} onSelect={(contentProtection) => void change({ contentProtection })}>
          Hide the window from screen capture while a secret key is revealed
        </Switch>
      </SettingsGroup>
    </>
  );
};

export const SettingsPage = () => {
  const settings = useSettingsStore().result;
  return (
    <>
      <PageHeading title="Settings" />
      <div className="panel settings">
        {settings && <Choices settings={settings} />}
        <ReceivingSettings />
        <SettingsGroup
          title="Credentials"
          text="Where the keys of your accounts rest, and secret keys until you close them."
        >
          <VaultWords />
        </SettingsGroup>
        <ProxyList />
        <SettingsGroup title="Accounts" text="Signing out removes what the account signs in with from this computer.">
          <AccountList />
        </SettingsGroup>
        <UpdatesSettings />
        <CompanyPolicy />
        <SettingsGroup
          title="Support"
          text="Versions, settings and the last failures. No secret, and of an OCID its last four characters only."
        >
          <Diagnostics />
        </SettingsGroup>
      </div>
    </>
  );
};
