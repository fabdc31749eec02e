import type { KeyView } from '../../../bridge/values/report.ts';

export const wholeView: KeyView = {
  text: '',
  filters: [],
  bucket: null,
  domainId: null,
  sort: { column: 'created', descending: false },
};

/** By account: the view that the table had when the user left it. */
export const leftViews = new Map<string, KeyView>();
