/**
 * Runs when what is drawn now is on the display: two frames later. A hidden window draws none. Returns the function that cancels it, as
 * effects do.
 */
export const whenDisplayed = (run: () => void) => {
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(run);
  });
  return () => cancelAnimationFrame(frame);
};
