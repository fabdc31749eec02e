/**
 * Makes ways of telling the page something that never throw. The bridge throws where a state is not of its schema, or the page is
 * gone; and whoever tells a state is in the middle of something that must go on: a key may just have been made.
 */
export const createTelling =
  (onDefect: (error: unknown) => void) =>
  <T>(tell: (value: T) => unknown) =>
  (value: T): void => {
    try {
      tell(value);
    } catch (error) {
      onDefect(error);
    }
  };
