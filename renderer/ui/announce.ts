const spokenForMs = 3000;

/** Has a screen reader say a sentence when it is next idle. Never a secret: what is said here stands in the page. */
export const announce = (sentence: string): void => {
  const region = document.getElementById('announcements');
  if (!region) return;
  const line = document.createElement('p');
  line.textContent = sentence;
  region.append(line);
  setTimeout(() => line.remove(), spokenForMs);
};
