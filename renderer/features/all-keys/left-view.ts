import type { KeyView } from '../../../bridge/values/report.ts';

export const wholeView: KeyView = {
  text: '',
  filters: [],
  bucket: null,
  domainId: null,
  sort: { column: 'created', descending: false },
};

/** By account: what the table showed when it was left. */
export const leftViews = new Map<string, KeyView>();
