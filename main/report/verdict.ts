export const keysText = (count: number) => (count === 1 ? '1 key' : `${count.toLocaleString('en')} keys`);
export const daysText = (count: number) => (count === 1 ? '1 day' : `${count.toLocaleString('en')} days`);

/** The most important sentence: "37 of 9,841 keys are older than 90 days." If keys are missing: "At least 37 of 9,000 keys read are ..." */
export function verdict(keys: number, overdue: number, maxAgeDays: number, complete: boolean): string {
  if (keys === 0) return complete ? 'There are no customer secret keys.' : 'No key has been read.';
  const some = `${complete ? '' : 'At least '}${overdue.toLocaleString('en')}`;
  const what = complete ? keysText(keys) : `${keysText(keys)} read`;
  return `${overdue === 0 ? 'None' : some} of ${what} ${overdue > 1 ? 'are' : 'is'} older than ${daysText(maxAgeDays)}.`;
}
