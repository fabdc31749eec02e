/**
 * Calls `run` two frames later, when the present content is on the display. A hidden window draws no frames, so `run`
 * is not called. Returns the function that cancels the call, as effects do.
 */
export const whenDisplayed = (run: () => void) => {
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(run);
  });
  return () => cancelAnimationFrame(frame);
};
