import { expect, it } from 'vitest';
import { toFailure } from '../../../main/handlers/failure-sentences.ts';
import { exampleProblems } from '../../support/example-problems.ts';

const HEAD = `# Every failure, and what it says

Made from the catalogue in \`main/handlers/sentences-*.ts\` by \`tests/unit/handlers/failures-page.test.ts\`, with examples for
names, files and hosts. After a change of the words: \`npm run test:unit -- -u\`.
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
