import { useState } from 'react';
import type { KeyView } from '../../../bridge/values/report.ts';
import type { Exported } from '../../../bridge/values/report-export.ts';
import { report } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useRequest } from '../../app/use-request.ts';
import { announce } from '../../ui/announce.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { isNarrow, keysWords } from './report-words.ts';

/** *Export CSV*, *Export JSON* and the printed summary. What the table shows is exported, which is everything without a filter. */
export const Exports = ({ view }: { readonly view: KeyView }) => {
  const { pending, failure, send, forget } = useRequest();
  const [exported, setExported] = useState<Exported | null>(null);

  const write = async (format: 'csv' | 'json') => {
    const result = await send(() => report.ExportReport(format, isNarrow(view) ? view : null));
    if (!result?.ok || result.value === null) return;
    setExported(result.value);
    announce(`${keysWords(result.value.rows)} exported.`);
  };

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
      <div role="group" aria-label="Export" className="exports">
        <Button isPending={pending} onPress={() => void write('csv')}>
          Export CSV
        </Button>
        <Button isPending={pending} onPress={() => void write('json')}>
          Export JSON
        </Button>
        <IconButton
          icon="printer"
          name="Print a summary"
          isPending={pending}
          onPress={() => void send(() => report.PrintReport())}
        />
      </div>
      {(exported || failure) && (
        <div className="exported">
          {failure && <FailureNotice failure={failure} onDismiss={forget} />}
          {exported && (
            <Notice tone="accent" icon="check" role="status" onDismiss={() => setExported(null)}>
              {keysWords(exported.rows)} exported to <strong className="selectable">{exported.file}</strong>
              {exported.alsoWritten !== null && '; time, domains and gaps stand in the .about.json beside it'}.
              <span className="third export-sum"> SHA-256 {exported.sha256}</span>
            </Notice>
          )}
        </div>
      )}
    </>
  );
};
