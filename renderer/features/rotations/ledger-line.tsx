import { useState } from 'react';
import type { LedgerExportOutcome, LedgerFormat } from '../../../bridge/values/campaign.ts';
import type { ValueIn } from '../../../bridge/values/value-of.ts';
import { campaigns } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useRequest } from '../../app/use-request.ts';
import { announce } from '../../ui/announce.ts';
import { Button } from '../../ui/button.tsx';
import { countWords } from '../../ui/dates.ts';
import { Icon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';

/** What an export says stands below its buttons, where a low window ends. */
const intoView = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' });

/** The ledger fits from its first line to its last. It can be exported for others. */
export const LedgerLine = ({ lines }: { readonly lines: number }) => {
  const { pending, failure, send, forget } = useRequest();
  const [exported, setExported] = useState<ValueIn<LedgerExportOutcome>>(null);
  const write = async (format: LedgerFormat) => {
    setExported(null);
    const result = await send(() => campaigns.ExportLedger(format));
    if (!result?.ok || result.value === null) return;
    setExported(result.value);
    announce('Ledger exported.');
  };
  return (
    <>
      <div className="bar rotation-bar rotation-ledger">
        <Icon name="check" size={14} />
        <span className="third">The ledger is whole: {countWords(lines, 'line')}</span>
        <span className="space" />
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
        <span role="group" aria-label="Export the ledger" className="bar rotation-others">
          <Button look="quiet" isPending={pending} onPress={() => void write('csv')}>
            Export CSV
          </Button>
          <Button look="quiet" isPending={pending} onPress={() => void write('jsonl')}>
            Export JSON lines
          </Button>
        </span>
      </div>
      {(failure || exported) && (
        <div ref={intoView}>
          {failure && <FailureNotice failure={failure} onDismiss={forget} />}
          {exported && (
            <Notice tone="accent" icon="check" role="status" onDismiss={() => setExported(null)}>
              {countWords(exported.lines, 'line')} exported to <strong className="selectable">{exported.file}</strong>.
              <span className="third selectable rotation-sum">SHA-256 {exported.sha256}</span>
            </Notice>
          )}
        </div>
      )}
    </>
  );
};
