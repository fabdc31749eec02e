/** What the page gets from its listener. Both are random, and belong to one listener. */
interface AnswerPage {
  /** The nonce of the page's policy: no other script and no other style runs. */
  readonly nonce: string;
  /** The path to which the script posts the answer. Pages of others cannot read it. */
  readonly path: string;
}

/** Security line 5 for the page in the browser: its own script and style, its own listener, no frame around it, and nothing else. */
export const answerPolicy = (nonce: string) =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** The colours are those of `renderer/ui/tokens.css`. */
const style = `
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f6f7f8, #111517);
  color: light-dark(#14191d, #e9edef); font: 16px/1.5 "Inter Variable", system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; }
main { box-sizing: border-box; width: min(30rem, calc(100vw - 2rem)); padding: 2.5rem; background: light-dark(#ffffff, #181d20);
  border: 1px solid light-dark(#dfe3e6, #2a3136); border-radius: 14px; }
.name { margin: 0 0 1.5rem; color: light-dark(#0b6b60, #5cc4b3); font-weight: 600; }
h1 { margin: 0 0 .5rem; font-size: 1.375rem; line-height: 1.3; font-weight: 600; }
p { margin: 0; color: light-dark(#4c565f, #aeb8bf); }`;

const page = (nonce: string, title: string, text: string, rest: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Keydesk</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main>
<p class="name">Keydesk</p>
<div role="status">
<h1 id="title">${title}</h1>
<p id="text">${text}</p>
</div>
${rest}
</main>
</body>
</html>
`;

/**
 * The page that the browser comes back to. Its script takes the answer out of the address, wipes it from the address bar and the tab's
 * history, and posts it once.
 */
export const answerPage = ({ nonce, path }: AnswerPage) =>
  page(
    nonce,
    'One moment',
    'The answer of the sign-in is on its way to Keydesk.',
    `<noscript><p>This page needs its script to give the answer to Keydesk. Allow scripts for localhost, then open the address of the sign-in again.</p></noscript>
<script nonce="${nonce}">
const say = (title, text) => {
  document.getElementById('title').textContent = title;
  document.getElementById('text').textContent = text;
};
const answer = location.hash.slice(1) || location.search.slice(1);
history.replaceState(null, '', '/');
if (answer === '') say('Nothing to do here', 'This page waits for the answer of a sign-in, and there is none in its address.');
else fetch('${path}', { method: 'POST', body: answer, headers: { 'content-type': 'text/plain' }, cache: 'no-store', redirect: 'error' })
  .then((response) => response.status === 204
    ? say('You can close this tab', 'Keydesk has the answer. Go on in its window.')
    : response.status === 410
      ? say('This sign-in is over', 'Go back to Keydesk and sign in again.')
      : say('Keydesk cannot use this answer', 'Its window says why. You can close this tab.'))
  .catch(() => say('Keydesk does not listen any more', 'Go back to Keydesk and sign in again.'));
</script>`,
  );

/** The page for a browser that comes back after the answer. */
export const overPage = (nonce: string) =>
  page(nonce, 'This sign-in is over', 'You can close this tab. To sign in again, go back to Keydesk.', '');
