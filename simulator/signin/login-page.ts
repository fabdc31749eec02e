import { createHash } from 'node:crypto';
import { escapeXml } from '../wire/escape-xml.ts';
import type { Reply } from '../wire/exchange.ts';
import { redirectUri } from './authorize-request.ts';

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 28rem; margin: 3rem auto; padding: 0 1rem }
button { display: block; width: 100%; margin: 0 0 .5rem; padding: .6rem 1rem; font: inherit; text-align: start }
`;

/** The form may only be sent to this page, which then redirects to the program that opened the page. */
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; form-action 'self' ${redirectUri}; base-uri 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

/** The page with a button for each person. `target` is the path and query to which the form is sent. */
export const loginPage = (
  target: string,
  tenancyName: string,
  people: readonly { id: string; displayName: string }[],
): Reply =>
  page(
    200,
    `Sign in to ${tenancyName}`,
    `<p>This is Keydesk’s simulator, in the place of Oracle’s sign-in page. Nobody needs a password here.</p>
<form method="post" action="${escapeXml(target)}">
${people.map(({ id, displayName }) => `<button name="user" value="${escapeXml(id)}">Sign in as ${escapeXml(displayName)}</button>`).join('\n')}
<hr>
<button name="deny" value="yes">Deny</button>
</form>`,
  );

/** A page with a sentence and no links. */
export const sentencePage = (status: number, title: string, sentence: string): Reply =>
  page(status, title, `<p>${escapeXml(sentence)}</p>`);

const page = (status: number, title: string, main: string): Reply => ({
  status,
  headers,
  body: `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeXml(title)}</title>
<style>${style}</style>
<main>
<h1>${escapeXml(title)}</h1>
${main}
</main>
</html>
`,
});
