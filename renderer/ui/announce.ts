const spokenForMs = 3000;

/** Makes a screen reader say a sentence when it is next idle. No sentence may contain a secret, since it is put into the page. */
export const announce = (sentence: string): void => {
  const region = document.getElementById('announcements');
  if (!region) return;
  const line = document.createElement('p');
  line.textContent = sentence;
  region.append(line);
  setTimeout(() => line.remove(), spokenForMs);
};
