import { printable } from '../basics/printable.ts';
import { escaped, printedPage } from '../basics/printed-page.ts';
import { checkWords } from './check-words.ts';
import { GROUP, wordFor } from './spelling.ts';
import { charactersAt, countCharacters, firstCharacters } from './utf8-characters.ts';

/** What stands on the sheet beside the secret key. Null: not known, and left out. */
export interface SheetFacts {
  readonly keyName: string;
  /** The old key that this key replaces, in words. */
  readonly replaces: string | null;
  readonly ownerName: string;
  readonly sender: string | null;
  /** As people read it, with its time zone. */
  readonly date: string;
  readonly tenancy: string | null;
  readonly region: string | null;
  readonly endpoint: string | null;
  readonly accessKey: string;
}

/** Sixteen characters a line: in a longer line, people lose their place when they look from the paper to the keyboard and back. */
const GROUPS_A_LINE = 4;
const LINE = GROUPS_A_LINE * GROUP;

/** A longer name would push the key off the page. Its beginning is enough to recognise it. */
const MAX_NAME = 64;

function shortened(text: string): string {
  const characters = [...printable(text)];
  return characters.length > MAX_NAME ? `${characters.slice(0, MAX_NAME).join('')}…` : text;
}

/**
 * The lines to type from. Each ends with the check words of everything up to there. Keydesk shows the same words while the person types, so
 * a mistake shows in its own line.
 */
function lines(utf8: Uint8Array): string {
  const total = countCharacters(utf8);
  const rows: string[] = [];
  for (let start = 0; start < total; start += LINE) {
    const groups: string[] = [];
    for (let at = start; at < Math.min(start + LINE, total); at += GROUP) {
      groups.push(`<span class="group">${escaped(charactersAt(utf8, at, GROUP).join(''))}</span>`);
    }
    const [one, two] = checkWords(firstCharacters(utf8, start + LINE));
    const isLast = start + LINE >= total;
    rows.push(
      `<tr><th scope="row">${rows.length + 1}</th><td class="groups">${groups.join(' ')}</td>` +
        `<td class="check${isLast ? ' whole' : ''}">${one} ${two}</td></tr>`,
    );
  }
  return rows.join('\n');
}

const keyTable = (kind: 'access' | 'secret', name: string, note: string, utf8: Uint8Array) => `<section class="${kind}">
<h2>${name} <small>${note}</small></h2>
<table>
<thead><tr><th scope="col">Line</th><th scope="col">Type</th><th scope="col">Check words so far</th></tr></thead>
<tbody>
${lines(utf8)}
</tbody>
</table>
</section>`;

/** Characters that people confuse, side by side, as this typeface draws them. */
const ALIKE = ['0Oo', '1lI', '2Z', '5S', '8B', '+/='];

const legend = () =>
  ALIKE.map(
    (alike) =>
      `<li>${[...alike].map((character) => `<span><b>${escaped(character)}</b> ${wordFor(character)}</span>`).join(' ')}</li>`,
  ).join('\n');

/** A value that is null or empty is left out. */
const fact = (name: string, value: string | null) =>
  value ? `<div><dt>${name}</dt><dd>${escaped(shortened(value))}</dd></div>\n` : '';

/** An address in a row of its own and in full, since it is there to be typed. */
const address = (name: string, value: string | null) =>
  value ? `<div class="wide"><dt>${name}</dt><dd>${escaped(value)}</dd></div>\n` : '';

const characters = (count: number) => (count === 1 ? '1 character' : `${count} characters`);

/**
 * The sheet, as one HTML document without scripts and styles of its own. It holds the secret as text, which stays in memory until the
 * garbage collector runs. So make it late, print it, and keep no reference to it.
 */
export function printedSheet(facts: SheetFacts, secret: Uint8Array): string {
  const { keyName, replaces, ownerName, sender, date, tenancy, region, endpoint, accessKey } = facts;
  const access = Buffer.from(accessKey);
  return printedPage(
    'Keydesk sheet',
    `<header>
<p class="mark">Keydesk</p>
<h1>Customer secret key <span>of Oracle Cloud</span></h1>
</header>
<p class="warning"><strong>Destroy after use.</strong> Anybody who reads this sheet can use the key. Hand it to nobody but the person named
here, do not photograph it, and shred it once the key is stored where it is used.</p>
<dl class="facts">
${fact('Key name', keyName)}${fact('Replaces', replaces)}${fact('For', ownerName)}${fact('From', sender)}${fact('Date', date)}${fact('Tenancy', tenancy)}${fact('Region', region)}${address('Endpoint', endpoint)}</dl>
<p class="purpose">For programs that use the S3 interface of OCI Object Storage: AWS CLI, rclone, s3cmd, Terraform and others.</p>
${keyTable('access', 'Access key', characters(countCharacters(access)), access)}
${keyTable('secret', 'Secret key', `${characters(countCharacters(secret))}, capital and lower-case letters differ`, secret)}
<section class="how">
<div>
<h2>How to type it in</h2>
<ol>
<li>In Keydesk, choose <b>Type in a secret key</b>.</li>
<li>After each line, Keydesk must show the words at its end.</li>
<li>Other words? The mistake is in that line.</li>
<li>The last two, in bold, stand for the whole key.</li>
<li>Without Keydesk: no spaces, and compare group by group.</li>
</ol>
</div>
<div>
<h2>What looks alike</h2>
<ul class="alike">
${legend()}
</ul>
</div>
</section>
<footer>If this sheet is lost or somebody else has seen it, have the key deleted: ${sender === null ? 'the person who made it' : escaped(shortened(sender))} can do so at once.</footer>`,
  );
}
