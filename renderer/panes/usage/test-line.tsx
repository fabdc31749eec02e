import { useReadinessStore } from '../../app/stores.ts';
import { useNow } from '../../ui/dates.ts';
import { testOf } from './key-in-use.ts';
import { type Ended, shortWords, type Testing } from './readiness-words.ts';

const renewedMs = 500;

/** The test of a key in one line. It updates while the test runs. */
export const TestWords = ({ state }: { readonly state: Testing | Ended }) => {
  const now = useNow(renewedMs);
  return <>{shortWords(state, now)}</>;
};

/** The test of a saved key, below its name. Nothing while there is no test. */
export const SavedKeyTest = ({ id }: { readonly id: string }) => {
  const known = useReadinessStore().result;
  const state = known && testOf(known, { kind: 'saved', id });
  if (!state) return null;
  return (
    <span className="third saved-test">
      <TestWords state={state} />
    </span>
  );
};
