/** Where the stylesheet of printed pages is served, beside the page. */
const SHEET_STYLES = '/assets/printed-sheet.css';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Security: what others wrote becomes text in the document, never markup. */
export const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');

/** A page for paper, without scripts and styles of its own. The title names the job in the printer's queue, which anybody may see. */
export const printedPage = (title: string, body: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<link rel="stylesheet" href="${SHEET_STYLES}">
</head>
<body>
${body}
</body>
</html>
`;
