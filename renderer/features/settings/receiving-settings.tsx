import { useReceiving } from '../../app/receiving.tsx';
import { HandoverAddress } from '../../panes/handover/handover-address.tsx';
import { Button } from '../../ui/button.tsx';
import { AddressBook } from './address-book.tsx';
import { SettingsGroup } from './settings-group.tsx';

/** The settings of handing over: one's own address, the addresses of others, and the ways to receive a key. */
export const ReceivingSettings = () => {
  const { show, chooseFile } = useReceiving();
  return (
    <>
      <SettingsGroup
        title="My handover address"
        text="A public key, and no secret. Whoever has it can lock a file that only this computer opens."
      >
        <HandoverAddress />
      </SettingsGroup>
      <SettingsGroup title="Address book" text="Public keys of the people to whom you hand secret keys over.">
        <AddressBook />
      </SettingsGroup>
      <SettingsGroup title="Receiving a key" text="A handed-over file can also be dropped onto the window.">
        <div className="buttons">
          <Button icon="file" onPress={chooseFile}>
            Open a handed-over file…
          </Button>
          <Button icon="speech" onPress={() => show({ kind: 'type-in' })}>
            Type in a secret key…
          </Button>
        </div>
      </SettingsGroup>
    </>
  );
};
