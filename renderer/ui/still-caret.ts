/** Milliseconds without input until the caret stops blinking. GTK's default. */
const blinksForMs = 10_000;
const still = 'caret-still';

/**
 * Lets the caret blink for ten seconds after the last input, as GTK and Windows do. Chromium lets it blink forever, and each
 * blink draws a frame: the list of users, whose search field has the focus, would never come to rest.
 */
export function stillCaret(): void {
  const { classList } = document.documentElement;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const blink = () => {
    classList.remove(still);
    clearTimeout(timer);
    timer = setTimeout(() => classList.add(still), blinksForMs);
  };
  for (const input of ['focusin', 'keydown', 'pointerdown']) addEventListener(input, blink, { passive: true });
}
