/** The most that a list call may ask for. */
export const PAGE_ROWS = 1000;
/**
 * So many rows of a page are read again with the next page. The list is sorted by what never changes, so a row that both pages have proves
 * that no row between them was missed, even if keys before it were made or deleted.
 */
const OVERLAP = 5;
/** If two pages share no row, more rows than the overlap were deleted before them. The next page then begins so many rows earlier. */
const BACK = 300;
const mostRepairs = 3;

interface Page {
  readonly start: number;
  /** Null: a row that could not be read. */
  readonly ids: readonly (string | null)[];
  readonly total: number;
}

/**
 * The pages of one list by start index. It says which pages to read next, and whether those that were read hold every row that was in the
 * list all the time. Offsets alone do not show this: if a row before a page is deleted, another row moves out of that page.
 */
export function createPageChain() {
  const pages = new Map<number, Page>();
  const repairs = new Map<number, number>();
  /** By row id: the place where the row was first seen. */
  const seen = new Map<string, number>();
  const unreadable = new Set<number>();
  let firstTotal: number | null = null;
  let duplicates = 0;

  const sorted = () => [...pages.values()].sort((a, b) => a.start - b.start);

  /** The numbers that stay after the pages have left memory. */
  let released: { readonly distinct: number; readonly unreadable: number } | null = null;

  /** The start indexes of all pages, by the number of rows of the first page: the service may return fewer rows than asked for. */
  function planned(): number[] {
    const first = pages.get(1);
    if (first === undefined) return [1];
    const size = first.ids.length;
    const starts = [1];
    if (size === 0 || size >= first.total) return starts;
    const overlap = Math.min(OVERLAP, size - 1);
    for (let at = 1 + size - overlap; at + overlap <= first.total; at += size - overlap) starts.push(at);
    return starts;
  }

  /** Goes from page to page as long as two pages share a row, and returns the last page that it reaches. */
  function walk(): { readonly last: Page; readonly atEnd: boolean } | null {
    const all = sorted();
    let last = all[0];
    if (last?.start !== 1) return null;
    for (;;) {
      const { start, ids, total }: Page = last;
      if (start + ids.length - 1 >= total) return { last, atEnd: true };
      const here = new Set(ids);
      here.delete(null);
      const next: Page | undefined = all.findLast(
        (page) => page.start > start && page.start < start + ids.length && page.ids.some((id) => here.has(id)),
      );
      if (next === undefined) return { last, atEnd: false };
      last = next;
    }
  }

  return {
    /** The service's count with the first page; null before. */
    firstTotal: () => firstTotal,
    /** Distinct rows. */
    distinct: () => released?.distinct ?? seen.size,
    unreadable: () => released?.unreadable ?? unreadable.size,
    /** Pages that are known to be missing. */
    left: () => planned().filter((start) => !pages.has(start)).length,

    /** The start indexes to read now, side by side. Empty: the list has been read as far as it can be. */
    wanted(): readonly number[] {
      const starts = planned().filter((start) => !pages.has(start));
      if (starts.length > 0) return starts;
      const reached = walk();
      if (reached === null || reached.atEnd) return [];
      const { start, ids } = reached.last;
      const tries = repairs.get(start) ?? 0;
      if (tries >= mostRepairs) return [];
      repairs.set(start, tries + 1);
      // The first try reads the next rows, since the list may have grown.
      return [Math.max(start + 1, start + ids.length - OVERLAP - tries * BACK)];
    },

    add(start: number, ids: readonly (string | null)[], total: number): void {
      firstTotal ??= total;
      pages.set(start, { start, ids, total });
      for (const [at, id] of ids.entries()) {
        const place = start + at;
        if (id === null) unreadable.add(place);
        else if (!seen.has(id)) seen.set(id, place);
        else if (seen.get(id) !== place) duplicates += 1;
      }
    },

    /** True: every row that was in the list from the first page to the last is among those read. */
    isUnbroken: () => walk()?.atEnd === true,

    /** True: the list is unbroken, and there are as many rows as the service counts. */
    isWhole(): boolean {
      const reached = walk();
      return reached?.atEnd === true && seen.size + unreadable.size >= reached.last.total;
    },

    /** Rows that came again at another place. */
    duplicates: () => duplicates,

    /** Drops the ids of a list that has been read and checked. */
    release(): void {
      released = { distinct: seen.size, unreadable: unreadable.size };
      pages.clear();
      seen.clear();
      unreadable.clear();
    },
  };
}

export type PageChain = ReturnType<typeof createPageChain>;
