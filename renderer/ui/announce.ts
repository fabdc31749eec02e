const spokenForMs = 3000;

/** Makes a screen reader say a sentence when it is next idle. Never a secret: the sentence is part of the page. */
export const announce = (sentence: string): void => {
  const region = document.getElementById('announcements');
  if (!region) return;
  const line = document.createElement('p');
  line.textContent = sentence;
  region.append(line);
  setTimeout(() => line.remove(), spokenForMs);
};
