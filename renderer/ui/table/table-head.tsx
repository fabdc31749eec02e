import './table-head.css';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { Icon } from '../icons.tsx';
import { type ColumnHead, nextSort, type Sort, type useWidths } from './columns.ts';

/** Pixels that an arrow key changes the width of a column. */
const stepPx = 24;

interface TableHeadProps {
  readonly columns: readonly ColumnHead[];
  /** Null: the rows are in the order of the service. */
  readonly sort: Sort | null;
  readonly onSort?: ((sort: Sort) => void) | undefined;
  readonly widths: ReturnType<typeof useWidths>;
  /** True: the head of the table sets the widths of the columns. False: a grid, in which each row sets them. */
  readonly native?: boolean;
  /** Shown at the left of the first title. */
  readonly lead?: ReactNode;
  readonly rowProps?: { readonly 'aria-rowindex': number; readonly className: string };
}

interface HeadCellProps {
  readonly column: ColumnHead;
  readonly sort: Sort | null;
  readonly reachable: boolean;
  readonly width: number | undefined;
  readonly lead: ReactNode;
  readonly onPress: () => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onFocus: () => void;
  readonly onResize: (px: number) => void;
  readonly onReset: () => void;
}

const HeadCell = ({ column, sort, reachable, width, lead, ...on }: HeadCellProps) => {
  const cell = useRef<HTMLTableCellElement>(null);
  const drag = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const { title, sortable = false, fixed = false, className } = column;
  const widthNow = () => cell.current?.getBoundingClientRect().width ?? 0;
  const head = { scope: 'col', className, style: width === undefined ? {} : { width } } as const;
  if (fixed) {
    return (
      <th {...head}>
        <span className="visually-hidden">{title}</span>
      </th>
    );
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : null;
    // The rows handle arrow keys too, and must not get this key.
    event.stopPropagation();
    if (by === null) return;
    event.preventDefault();
    if (event.shiftKey) on.onResize(widthNow() + by * stepPx);
    else on.onMove(by);
  };
  const onPointerDown = (event: PointerEvent) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, width: widthNow() };
  };
  const onPointerMove = ({ clientX }: PointerEvent) => {
    if (drag.current) on.onResize(drag.current.width + clientX - drag.current.x);
  };

  return (
    <th ref={cell} {...head} aria-sort={sortable ? (sort?.direction ?? 'none') : undefined}>
      {lead}
      <button
        type="button"
        className="head-button"
        tabIndex={reachable ? 0 : -1}
        aria-disabled={!sortable}
        aria-description="Shift with an arrow key changes the width."
        onClick={() => sortable && on.onPress()}
        onFocus={on.onFocus}
        onKeyDown={onKeyDown}
      >
        <span className="cut">{title}</span>
        {sort && <Icon name={sort.direction === 'ascending' ? 'arrow-up' : 'arrow-down'} size={12} />}
      </button>
      <span
        className="head-edge"
        aria-hidden="true"
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onLostPointerCapture={() => {
          drag.current = null;
        }}
        onDoubleClick={on.onReset}
      />
    </th>
  );
};

/**
 * The head of every table: a press sorts, the edge of a column or Shift with an arrow key changes its width. Tab reaches one
 * column, the arrow keys reach the others.
 */
export const TableHead = ({ columns, sort, onSort, widths, native = false, lead, rowProps }: TableHeadProps) => {
  const row = useRef<HTMLTableRowElement>(null);
  const [active, setActive] = useState(0);
  const movable = columns.filter(({ fixed = false }) => !fixed);
  return (
    <thead className="head">
      <tr ref={row} {...rowProps}>
        {columns.map((column) => {
          const at = movable.indexOf(column);
          return (
            <HeadCell
              key={column.id}
              column={column}
              sort={sort?.column === column.id ? sort : null}
              reachable={at === active}
              width={native ? widths.widths[column.id] : undefined}
              lead={at === 0 && lead}
              onPress={() => onSort?.(nextSort(sort, column.id))}
              onMove={(by) => row.current?.querySelectorAll<HTMLElement>('.head-button')[at + by]?.focus()}
              onFocus={() => setActive(at)}
              onResize={(px) => widths.resize(column.id, px)}
              onReset={() => widths.reset(column.id)}
            />
          );
        })}
      </tr>
    </thead>
  );
};
