const number = new Intl.NumberFormat('en-US');

export const keysText = (count: number) => (count === 1 ? '1 key' : `${number.format(count)} keys`);
export const daysText = (count: number) => (count === 1 ? '1 day' : `${number.format(count)} days`);

/** The sentence that matters: "37 of 9,841 keys are older than 90 days." */
export function verdict(keys: number, overdue: number, maxAgeDays: number): string {
  if (keys === 0) return 'No key was found.';
  const many =
    overdue > 1
      ? `${number.format(overdue)} of ${keysText(keys)} are`
      : `${overdue === 0 ? 'None' : '1'} of ${keysText(keys)} is`;
  return `${many} older than ${daysText(maxAgeDays)}.`;
}
