import './row-grid.css';
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type Ref,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { type RowAction, RowMenu } from '../row-menu.tsx';
import { useLate } from '../use-late.ts';
import { type Sort, useWidths } from './columns.ts';
import { ariaRow, GridRow, type RowColumn } from './grid-row.tsx';
import { rowAfterKey } from './row-keys.ts';
import { nextSlots, type RowSlots } from './row-slots.ts';
import {
  countOf,
  isSelected,
  nothingSelected,
  type Selection,
  selectAll,
  selectOnly,
  selectTo,
  toggleRow,
} from './selection.ts';
import { TableHead } from './table-head.tsx';
import { createTypeAhead, isCharacter } from './type-ahead.ts';
import { useRowWindow } from './use-row-window.ts';

export interface Column<Row> extends RowColumn<Row> {
  /** The width as a track of a CSS grid, until the user changes the width of the column. */
  readonly width: string;
}

/** Rows by index. A row that has not been loaded yet is drawn as a grey bar. */
export interface RowSource<Row> {
  readonly count: number;
  readonly rowAt: (index: number) => Row | undefined;
  /** Called with the rows that are drawn, so that the source can load them. */
  readonly onShow: (first: number, last: number) => void;
  /** The index of the first row whose first column begins with the text. The search starts at `from` and continues at row 0. Null: none. */
  readonly find?: (text: string, from: number) => Promise<number | null> | number | null;
}

export interface RowGridHandle {
  readonly focusRow: (index: number) => void;
}

export interface RowGridProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly source: RowSource<Row>;
  /** Pixels, including the line at the top. */
  readonly rowHeight: number;
  readonly dense?: boolean;
  /** The number of rows, loaded or not, where it is known. */
  readonly total?: number | null;
  readonly sort?: Sort | null;
  readonly onSort?: (sort: Sort) => void;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  /** True: a click opens the row. False: a click selects it, and a double click opens it. Enter always opens it. */
  readonly opensOnClick?: boolean;
  readonly onOpen: (row: Row, index: number, offset: number) => void;
  /** The name and the actions of the menu for a row, or for all selected rows if it is one of them. */
  readonly menu: (row: Row, index: number) => { readonly label: string; readonly actions: readonly RowAction[] };
  readonly busy?: boolean;
  /** True while the rows are the result of an earlier search. They are dimmed and cannot be used. */
  readonly older?: boolean;
  /** The row that the user comes back from, and the scroll offset then. */
  readonly start?: { readonly index: number; readonly offset: number } | null;
  /** A change means that the rows are others. The list then goes to its top. */
  readonly listKey?: unknown;
  readonly handle?: Ref<RowGridHandle>;
}

/** Pixels. The head stays visible and covers the rows that scroll beneath it. */
const headHeight = 39;
/** The number of rows that are drawn above and below the visible rows. */
const overscan = 4;

/** True while text is selected: a drag that selects text in a row must not open the row. */
const isSelectingText = () => window.getSelection()?.isCollapsed === false;

type OpenMenu = ReturnType<RowGridProps<unknown>['menu']> & { readonly at: { readonly x: number; readonly y: number } };

/**
 * A list of any length. Only the visible rows are in the document. Tab reaches one of them, the arrow keys reach the others (the
 * grid pattern of the ARIA practices, by rows). React Aria's table is not used: it builds a node for each row, and a list may have 200,000.
 */
export const RowGrid = <Row,>(props: RowGridProps<Row>) => {
  const { label, columns, source, rowHeight, sort = null, selection, onSelect, older = false, start = null } = props;
  const { count, rowAt, onShow } = source;
  const [active, setActive] = useState(start?.index ?? 0);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const [typeAhead] = useState(() => createTypeAhead());
  const searches = useRef(0);
  const rowToFocus = useRef<number | null>(start?.index ?? null);
  const widths = useWidths(label);
  const current = Math.max(0, Math.min(active, count - 1));
  const { scroller, first, last, origin, length, ...scroll } = useRowWindow({
    count,
    rowHeight,
    headHeight,
    startTop: start?.offset ?? 0,
  });
  const begin = Math.max(0, first - overscan);
  const drawn = Array.from(
    { length: Math.max(0, Math.min(count, last + 1 + overscan) - begin) },
    (_, at) => begin + at,
  );
  // The focused row stays in the document even if it is not visible, so that the arrow keys work after the list has been scrolled.
  const isAway = current < count && last >= 0 && !drawn.includes(current);
  const rows = isAway ? [...drawn, current].toSorted((a, b) => a - b) : drawn;
  const slots = useRef<RowSlots>(new Map());
  slots.current = nextSlots(slots.current, rows, current);

  useEffect(() => {
    if (last >= first) onShow(first, last);
  }, [onShow, first, last]);

  const { listKey } = props;
  const listBefore = useRef(listKey);
  useEffect(() => {
    if (listBefore.current === listKey) return;
    listBefore.current = listKey;
    setActive(0);
    scroll.scrollToTop();
  });

  const rowElement = (index: number) =>
    scroller.current?.querySelector<HTMLElement>(`tr[aria-rowindex="${ariaRow(index)}"]`) ?? null;
  // A distant row is not in the document before the list has scrolled. So an effect calls this after every render.
  const focusWanted = () => {
    if (rowToFocus.current === null) return;
    const row = rowElement(rowToFocus.current);
    if (row === null) return;
    rowToFocus.current = null;
    row.focus({ preventScroll: true });
  };
  useEffect(focusWanted);

  const goTo = (index: number) => {
    rowToFocus.current = index;
    setActive(index);
    scroll.scrollToRow(index);
    focusWanted();
  };
  useImperativeHandle(props.handle, () => ({ focusRow: (index) => count > 0 && goTo(Math.min(index, count - 1)) }));

  const open = (index: number) => {
    const row = rowAt(index);
    if (row !== undefined && !older) props.onOpen(row, index, scroll.offset());
  };
  const openMenu = (index: number, at: OpenMenu['at']) => {
    const row = rowAt(index);
    if (row === undefined || older) return;
    if (!isSelected(selection.ranges, index)) onSelect(nothingSelected);
    const { label: name, actions } = props.menu(row, index);
    if (actions.length > 0) setMenu({ label: name, actions, at });
  };
  const find = async (letter: string) => {
    const { text, again } = typeAhead.add(letter);
    searches.current += 1;
    const mine = searches.current;
    const found = await source.find?.(text, again ? current + 1 : current);
    // The result is dropped if a later letter has started another search.
    if (found !== null && found !== undefined && mine === searches.current) goTo(found);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const { key, shiftKey } = event;
    const isCommand = event.ctrlKey || event.metaKey;
    const to = rowAfterKey(key, current, count);
    const handled = () => event.preventDefault();
    if (to !== null && !event.altKey) {
      handled();
      goTo(to);
      if (shiftKey) onSelect(selectTo(selection.ranges.length > 0 ? selection : selectOnly(current), to, isCommand));
    } else if (key === 'Enter') {
      // A key that is held down must not open the row that has just got the focus.
      if (!event.repeat) open(current);
    } else if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) {
      handled();
      const box = rowElement(current)?.getBoundingClientRect();
      if (box) openMenu(current, { x: box.left + 24, y: box.bottom });
    } else if (isCommand && key.toLowerCase() === 'a') {
      handled();
      onSelect(selectAll(count));
    } else if (key === 'Escape' && selection.ranges.length > 0) {
      handled();
      // So that Escape does not close a dialog around the list.
      event.stopPropagation();
      onSelect(nothingSelected);
    } else if (key === ' ' && !typeAhead.isOn()) {
      handled();
      onSelect(toggleRow(selection, current));
    } else if (isCharacter(event) && source.find) {
      handled();
      void find(key);
    }
  };

  const indexOf = ({ target }: MouseEvent): number | null => {
    const row = target instanceof Element ? target.closest<HTMLElement>('tr.grid-row') : null;
    return row === null ? null : Number(row.getAttribute('aria-rowindex')) - ariaRow(0);
  };
  const onClick = (event: MouseEvent) => {
    const index = indexOf(event);
    if (index === null || older) return;
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.shiftKey)
      onSelect(selectTo(selection.ranges.length > 0 ? selection : selectOnly(current), index, isCommand));
    else if (isCommand || (event.target instanceof Element && event.target.closest('.grid-tick'))) {
      onSelect(toggleRow(selection, index));
    } else if (isSelectingText()) return;
    else if (props.opensOnClick) open(index);
    else onSelect(selectOnly(index));
    setActive(index);
  };

  const template = columns
    .map(({ id, width }) => (widths.widths[id] === undefined ? width : `${widths.widths[id]}px`))
    .join(' ');
  const isWhole = count > 0 && countOf(selection.ranges) === count;
  const total = props.total === undefined ? count : props.total;
  const isLate = useLate(older);
  return (
    <div ref={scroller} className={`panel grid-scroller ${isLate ? 'grid-older' : ''}`} onScroll={scroll.onScroll}>
      <table
        className={props.dense ? 'grid grid-dense' : 'grid'}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table whose rows take the focus
        role="grid"
        aria-label={label}
        aria-rowcount={total === null ? -1 : total + 1}
        aria-multiselectable="true"
        aria-busy={props.busy ?? false}
        aria-disabled={older}
        style={{ '--columns': template, '--row-height': `${rowHeight}px` } as CSSProperties}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onDoubleClick={(event) => {
          const index = indexOf(event);
          if (index !== null && !props.opensOnClick && !event.ctrlKey && !event.shiftKey) open(index);
        }}
        onMouseDown={(event) => {
          // Prevents that a click with Shift selects the text between the rows.
          if (event.shiftKey) event.preventDefault();
        }}
        onContextMenu={(event) => {
          const index = indexOf(event);
          if (index === null || isSelectingText()) return;
          event.preventDefault();
          setActive(index);
          openMenu(index, { x: event.clientX, y: event.clientY });
        }}
      >
        <TableHead
          columns={columns}
          sort={sort}
          onSort={props.onSort}
          widths={widths}
          lead={
            // Only for the pointer. The keyboard has Space and Ctrl+A.
            <span
              className={`grid-tick ${isWhole ? 'grid-ticked' : ''}`}
              aria-hidden="true"
              onClick={() => onSelect(isWhole ? nothingSelected : selectAll(count))}
            />
          }
          rowProps={{ 'aria-rowindex': 1, className: 'grid-columns' }}
        />
        <tbody className="grid-length" style={{ height: length, paddingTop: origin + begin * rowHeight }}>
          {rows.map((index) => (
            <GridRow
              // Not the key of the row's data: a grey row would lose the focus when its data is loaded.
              key={slots.current.get(index)}
              row={rowAt(index)}
              index={index}
              away={isAway && index === current ? origin + index * rowHeight : null}
              columns={columns}
              reachable={index === current}
              selected={isSelected(selection.ranges, index)}
              onFocus={setActive}
            />
          ))}
        </tbody>
      </table>
      {menu && <RowMenu label={menu.label} at={menu.at} actions={menu.actions} onClose={() => setMenu(null)} />}
    </div>
  );
};
