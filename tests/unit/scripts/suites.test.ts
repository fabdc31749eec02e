import { expect, test } from 'vitest';
import { suites } from '../../../scripts/project/suites.mjs';

test('the long run draws in every file that holds a random test', () => {
  const files = suites['unit']?.random ?? [];
  expect(files).toContain('tests/unit/bridge/values.test.ts');
  expect(files.length).toBeGreaterThan(20);
});
