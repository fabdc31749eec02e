/**
 * Wraps a message to the page so that sending it never throws. The bridge throws if a state does not match its schema, or if the page is
 * gone. The caller is in the middle of work that must go on: a key may just have been made.
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
