import { useEffect, useRef } from 'react';
import type { ActiveUpdates } from '../../../bridge/values/updates.ts';
import { preferences, updates } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { usePrescribed } from '../../app/policy.tsx';
import { useRoute } from '../../app/route.ts';
import { useUpdatesStore } from '../../app/stores.ts';
import { useRequest } from '../../app/use-request.ts';
import { LabelledLine } from '../../panes/usage/command-line.tsx';
import { Button } from '../../ui/button.tsx';
import { Segments } from '../../ui/choices.tsx';
import { agoWords, formatDay, instantOf, minuteMs, useNow } from '../../ui/dates.ts';
import { Notice } from '../../ui/notice.tsx';
import { ProgressLine } from '../../ui/progress-line.tsx';
import { SettingsGroup } from './settings-group.tsx';
import { type Known, knownSentence, megabytes, wayToGet } from './update-words.ts';

const modes = [
  { id: 'off', text: 'Off' },
  { id: 'notify', text: 'Notify' },
  { id: 'fetch', text: 'Fetch' },
] as const satisfies readonly { id: ActiveUpdates['mode']; text: string }[];

/** When the list of versions was received, its date, and until when it is valid. */
const Facts = ({ known, checked }: { readonly known: Known; readonly checked: string | null }) => {
  const now = useNow(minuteMs);
  const [issued, expires, came] = [known.issued, known.expires, checked].map(instantOf);
  const isOver = (expires ?? 0) <= now;
  return (
    <>
      <p className="third">
        The last good list came {agoWords(came ?? now, now)}. It is of {formatDay(issued ?? 0)} (
        {agoWords(issued ?? 0, now)}){isOver ? '.' : `, and good until ${formatDay(expires ?? 0)}.`}
      </p>
      {isOver && (
        <Notice tone="warning">
          <p>
            <strong>The list of versions was good until {formatDay(expires ?? 0)}.</strong> There may be newer versions
            that it does not name.
          </p>
        </Notice>
      )}
    </>
  );
};

const HowToGet = ({ state, download }: { readonly state: ActiveUpdates; readonly download: Known['download'] }) => {
  if (download === null)
    return <p>The list names no package for this computer. Get the newer version where you got this one.</p>;
  const { text, command } = wayToGet(state.package);
  return (
    <>
      <p>{text}</p>
      <LabelledLine label={`Download (${megabytes(download.size)})`} what="Address" text={download.url} />
      <LabelledLine label="SHA-256" what="SHA-256" text={download.sha256} />
      {command && <LabelledLine label="In a terminal" what="Command" text={command(download.name)} />}
    </>
  );
};

/** The package that Keydesk fetches itself: being fetched, ready to be opened, or not fetched yet. */
const Fetching = ({ state }: { readonly state: ActiveUpdates }) => {
  const { pending, failure, send } = useRequest();
  const { fetched, known } = state;
  if (fetched.kind === 'running') {
    return (
      <ProgressLine
        label={`Fetching Keydesk ${known?.version}`}
        share={fetched.bytes / fetched.size}
        words={`${megabytes(fetched.bytes)} of ${megabytes(fetched.size)}`}
      >
        <div>
          <Button onPress={() => void send(() => updates.StopUpdate())}>Stop</Button>
        </div>
      </ProgressLine>
    );
  }
  return (
    <>
      {fetched.kind === 'ready' && <p>It is on this computer, and is the file that the signed list names.</p>}
      <div>
        {fetched.kind === 'ready' ? (
          <Button isPending={pending} onPress={() => void send(() => updates.OpenUpdate())}>
            Open the installer
          </Button>
        ) : (
          <Button isPending={pending} onPress={() => void send(() => updates.FetchUpdate())}>
            Fetch it now
          </Button>
        )}
      </div>
      {/* Only a failed opening. The failure of a fetch comes from main's store, and is shown above. */}
      {failure && fetched.kind === 'ready' && <FailureNotice failure={failure} />}
    </>
  );
};

const Updates = ({ state }: { readonly state: ActiveUpdates }) => {
  const prescribed = usePrescribed('updates');
  const choosing = useRequest();
  const checking = useRequest();
  const { mode, host, known, checked, failure, canFetch } = state;
  const fetches = mode === 'fetch' && known?.download != null;
  const shownFailure = choosing.failure ?? failure;
  const group = useRef<HTMLDivElement>(null);
  const route = useRoute();
  const isAimedAt = route.view === 'settings' && route.at === 'updates';
  useEffect(() => {
    if (isAimedAt) group.current?.scrollIntoView({ block: 'center' });
  }, [isAimedAt]);
  return (
    <div ref={group} className="updates">
      <Segments
        label="Newer versions"
        options={modes.filter(({ id }) => id !== 'fetch' || canFetch)}
        selected={mode}
        isDisabled={prescribed !== null}
        onSelect={(id) => void choosing.send(() => preferences.ChangeSettings({ updates: id }))}
      />
      {mode === 'off' ? (
        <p>Keydesk asks nobody for newer versions. You have {state.ownVersion}.</p>
      ) : (
        <>
          <p className="third">
            Once a day Keydesk asks {host}, and sends nothing about you, your keys or this computer. A list counts only
            with both signatures of its makers.
          </p>
          <p role="status">{knownSentence(state)}</p>
          {known?.isNewer &&
            (fetches ? <Fetching state={state} /> : <HowToGet state={state} download={known.download} />)}
          {known && <Facts known={known} checked={checked} />}
          <div>
            <Button
              icon="refresh"
              isPending={state.checking}
              onPress={() => void checking.send(() => updates.CheckForUpdates())}
            >
              {state.checking ? 'Looking…' : 'Check now'}
            </Button>
          </div>
        </>
      )}
      {shownFailure && <FailureNotice failure={shownFailure} />}
    </div>
  );
};

/** Settings, Updates: what Keydesk does about newer versions, and what it knows of them. */
export const UpdatesSettings = () => {
  const state = useUpdatesStore().result;
  if (state === undefined) return null;
  return (
    <SettingsGroup title="Updates" text="Nothing is installed by itself: you start it." policy="updates">
      {state.kind === 'none' ? (
        <p>
          Off: this build of Keydesk has no address to ask for newer versions, and talks to Oracle alone. Newer versions
          come the way this one came.
        </p>
      ) : (
        <Updates state={state} />
      )}
    </SettingsGroup>
  );
};
