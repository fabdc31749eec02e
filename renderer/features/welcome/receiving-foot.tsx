import { useReceiving } from '../../app/receiving.tsx';
import { navigate } from '../../app/route.ts';
import { useKeptStore } from '../../app/stores.ts';
import { Button } from '../../ui/button.tsx';

/** At the foot of the welcome screen: a key that somebody hands over needs no account of Oracle’s here. */
export const ReceivingFoot = () => {
  const { show, chooseFile } = useReceiving();
  const kept = useKeptStore();
  const keepsAny = kept.state === 'ready' && kept.result.keys.length > 0;
  return (
    <section aria-label="Receive a key" className="welcome-receiving">
      <p className="third">Has somebody handed a key over to you? You need no account here to open it.</p>
      <div className="welcome-ways">
        <Button look="quiet" onPress={chooseFile}>
          Open a file…
        </Button>
        <Button look="quiet" onPress={() => show({ kind: 'type-in' })}>
          Type in a secret key…
        </Button>
        <Button look="quiet" onPress={() => show({ kind: 'address' })}>
          My handover address…
        </Button>
        {keepsAny && (
          <Button look="quiet" onPress={() => navigate({ view: 'this-computer' })}>
            Keys on this computer
          </Button>
        )}
      </div>
    </section>
  );
};
