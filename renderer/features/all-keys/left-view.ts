import type { KeyView } from '../../../bridge/values/report.ts';

export const wholeView: KeyView = {
  text: '',
  filters: [],
  bucket: null,
  domainId: null,
  sort: { column: 'created', descending: false },
};

/** By account: what the table showed when it was left. */
const left = new Map<string, KeyView>();

export const leftView = (account: string): KeyView => left.get(account) ?? wholeView;
export const leaveView = (account: string, view: KeyView): void => {
  left.set(account, view);
};
export const forgetLeft = (account: string): void => {
  left.delete(account);
};
