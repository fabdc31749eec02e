import './age-figure.css';
import type { KeyboardEvent } from 'react';
import type { AgeBucket, ReportSummary } from '../../../bridge/values/report.ts';
import { formatCount, keysWords } from '../../ui/dates.ts';
import { barName, bucketWords, limitAt } from './report-words.ts';

/** Heights in pixels. Widths are percentages of the figure. */
const [top, bars, axis] = [30, 76, 36] as const;
const leastBar = 3;

interface AgeFigureProps {
  readonly summary: ReportSummary;
  /** The only age range that the table shows. Null: all ages. */
  readonly chosen: AgeBucket | null;
  readonly onChoose: (bucket: AgeBucket | null) => void;
}

/** A bar for each range of ages, and a line at the age limit. A press on a bar shows its keys in the table. */
export const AgeFigure = ({ summary, chosen, onChoose }: AgeFigureProps) => {
  const { histogram, overdueDays } = summary;
  const most = Math.max(1, ...histogram.map(({ keys }) => keys));
  const wide = 100 / histogram.length;
  const limit = limitAt(overdueDays);
  const heightOf = (keys: number) => (keys === 0 ? 0 : Math.max(leastBar, (keys / most) * bars));
  const choose = (bucket: AgeBucket) => onChoose(bucket === chosen ? null : bucket);
  return (
    <figure aria-label="Age of keys" className="age-figure">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
      <svg role="group" aria-label="Keys by age" width="100%" height={top + bars + axis}>
        {histogram.map(({ bucket, keys }, index) => {
          const height = heightOf(keys);
          const tone = bucket === 'unknown' ? 'unknown' : index >= limit ? 'overdue' : 'young';
          return (
            // biome-ignore lint/a11y/useSemanticElements: a bar of a drawing
            <g
              key={bucket}
              role="button"
              tabIndex={0}
              aria-label={barName(bucket, keys)}
              aria-pressed={bucket === chosen}
              className={`age-bar age-${tone}`}
              onClick={() => choose(bucket)}
              onKeyDown={(event: KeyboardEvent) => {
                if (event.key !== 'Enter' && event.key !== ' ') return;
                event.preventDefault();
                choose(bucket);
              }}
            >
              <rect
                className="age-room"
                x={`${index * wide}%`}
                y={top - 18}
                width={`${wide}%`}
                height={bars + axis + 16}
                rx={6}
              />
              <rect
                className="age-keys"
                x={`${(index + 0.16) * wide}%`}
                y={top + bars - height}
                width={`${wide * 0.68}%`}
                height={height}
                rx={2}
              />
            </g>
          );
        })}
        {/* Hidden, because the name of each bar already says these words. */}
        {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: words take no focus */}
        <g aria-hidden="true" className="age-words">
          {histogram.map(({ bucket, keys }, index) => (
            <g key={bucket}>
              <text className="age-count" x={`${(index + 0.5) * wide}%`} y={top + bars - heightOf(keys) - 5}>
                {formatCount(keys)}
              </text>
              {bucketWords[bucket].axis.map((line, at) => (
                <text key={line} x={`${(index + 0.5) * wide}%`} y={top + bars + 15 + at * 14}>
                  {line}
                </text>
              ))}
            </g>
          ))}
        </g>
        <g className="age-limit">
          <line x1={`${limit * wide}%`} x2={`${limit * wide}%`} y1={4} y2={top + bars} />
          <text x={`${limit * wide}%`} dx={5} y={11}>
            {overdueDays} days
          </text>
          <line className="age-ground" x1="0" x2="100%" y1={top + bars} y2={top + bars} />
        </g>
      </svg>
      <table className="visually-hidden">
        <caption>Keys by age. The limit is {overdueDays} days.</caption>
        <thead>
          <tr>
            <th scope="col">Age</th>
            <th scope="col">Keys</th>
          </tr>
        </thead>
        <tbody>
          {histogram.map(({ bucket, keys }) => (
            <tr key={bucket}>
              <th scope="row">{bucketWords[bucket].whole}</th>
              <td>{keysWords(keys)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
};
