import { expect, it } from 'vitest';
import { toFailure } from '../../../main/handlers/failure-sentences.ts';
import { exampleProblems } from '../../support/parts/example-problems.ts';
import { readSources } from '../../support/runner/source-files.ts';

const HEAD = `# Every failure, and what it says

Made from the catalogue in \`main/handlers/sentences-*.ts\` by \`tests/unit/handlers/failures-page.test.ts\`, with examples for
names, files and hosts. After a change of the words: \`npx vitest run tests/unit/handlers/failures-page.test.ts -u\`.
`;

it('docs/failures.md has the words of every failure as the program says them', async () => {
  const sections = Object.entries(exampleProblems)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([kind, problem]) => {
      const { happened, meaning, remedy } = toFailure(problem);
      const rows = [
        `- What happened: ${happened}`,
        meaning && `- What it means: ${meaning}`,
        remedy && `- What to do: ${remedy}`,
      ];
      return [`## ${kind}`, '', ...rows.filter((row) => row !== null)].join('\n');
    });
  await expect(`${[HEAD.trimEnd(), ...sections].join('\n\n')}\n`).toMatchFileSnapshot('../../../docs/failures.md');
});

it('the page treats no kind by name that there is not', () => {
  const page = readSources('renderer')
    .map(({ text }) => text)
    .join('\n');
  const compared = [...page.matchAll(/\bfailure\??\.kind === '([a-z0-9-]+)'/g)].map(([, kind]) => kind ?? '');
  const listed = [
    ...page.matchAll(/ReadonlySet<string> = new Set\(\[([^\]]*)\]\)|\[([^\]]*)\]\.includes\(kind\)/g),
  ].flatMap(([, set, list]) => (set ?? list ?? '').match(/[a-z0-9-]+/g) ?? []);
  expect(compared.length).toBeGreaterThan(8);
  expect(listed.length).toBeGreaterThan(8);
  expect([...compared, ...listed].filter((kind) => !(kind in exampleProblems))).toEqual([]);
});
