import { expect, it } from 'vitest';
import { failed, success } from '../../../main/basics/outcome.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

it('an outcome that should be good gives its value, or fails the test with its problem', () => {
  expect(unwrap(success(7))).toBe(7);
  const fault = { kind: 'service-error', at: { host: 'x' }, requestId: 'request-1' };
  expect(() => unwrap(failed(fault))).toThrow(/should be good.*service-error.*host: 'x'.*request-1/s);
});
