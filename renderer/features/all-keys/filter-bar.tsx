import { useEffect, useState } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import type { KeyView, ReportSummary } from '../../../bridge/values/report.ts';
import type { Exported } from '../../../bridge/values/report-export.ts';
import { report } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useRequest } from '../../app/use-request.ts';
import { announce } from '../../ui/announce.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { formatCount, keysWords } from '../../ui/dates.ts';
import { Notice } from '../../ui/notice.tsx';
import { SearchInput, type SearchInputProps } from '../../ui/search-input.tsx';
import { Select } from '../../ui/select.tsx';
import { wholeView } from './left-view.ts';
import { filterWords, isNarrow } from './report-words.ts';

/** *Export CSV*, *Export JSON* and the printed summary. They export the keys that match the view: without a filter, all keys. */
const Exports = ({ view }: { readonly view: KeyView }) => {
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
      <div role="group" aria-label="Export" className="bar">
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
              <span className="third selectable"> SHA-256 {exported.sha256}</span>
            </Notice>
          )}
        </div>
      )}
    </>
  );
};

type KeyFilter = KeyView['filters'][number];

const filters = Object.keys(filterWords) as readonly KeyFilter[];
const everyDomain = 'all';

interface FilterBarProps extends Pick<SearchInputProps, 'inputRef' | 'onLeave'> {
  readonly summary: ReportSummary;
  readonly view: KeyView;
  readonly onView: (view: KeyView) => void;
  /** The number of keys that match the view. Null: not known yet. */
  readonly found: number | null;
  /** False while `found` is still the number of the view before this one. */
  readonly isNew: boolean;
}

/** Search, filters, the number of keys found, and the exports. */
export const FilterBar = ({ summary, view, onView, found, isNew, inputRef, onLeave }: FilterBarProps) => {
  const [typed, setTyped] = useState(view.text);
  useEffect(() => setTyped(view.text), [view.text]);
  const search = (text: string) => {
    setTyped(text);
    onView({ ...view, text });
  };
  const toggle = (filter: KeyFilter) =>
    onView({
      ...view,
      filters: view.filters.includes(filter) ? view.filters.filter((one) => one !== filter) : [...view.filters, filter],
    });
  const domains = summary.domains.filter(({ id, name }) => id !== null && name !== null);

  return (
    <>
      <div className="bar filter-bar">
        <SearchInput
          name="Search keys"
          placeholder="User, name, access key or e-mail"
          value={typed}
          onType={search}
          onLeave={onLeave}
          inputRef={inputRef}
        />
        {domains.length > 1 && (
          <Select
            look="inline"
            label="Domain"
            selected={view.domainId ?? everyDomain}
            options={[
              { id: everyDomain, text: 'All' },
              ...domains.map(({ id, name }) => ({ id: id ?? '', text: name ?? '' })),
            ]}
            onSelect={(id) => onView({ ...view, domainId: id === everyDomain ? null : id })}
          />
        )}
        <span role="status" className="third filter-found">
          {found !== null &&
            isNew &&
            (isNarrow(view) ? `${formatCount(found)} of ${keysWords(summary.keys)}` : keysWords(found))}
        </span>
        <Exports view={view} />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
      <div role="group" aria-label="Filters" className="bar filters">
        {filters.map((filter) => (
          <ToggleButton
            key={filter}
            className="filter"
            isSelected={view.filters.includes(filter)}
            onChange={() => toggle(filter)}
          >
            {filterWords[filter]}
          </ToggleButton>
        ))}
        {isNarrow(view) && (
          <Button look="quiet" onPress={() => onView({ ...wholeView, sort: view.sort })}>
            Show all keys
          </Button>
        )}
      </div>
    </>
  );
};
