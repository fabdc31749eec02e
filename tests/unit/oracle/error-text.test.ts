import { describe, expect, it } from 'vitest';
import { readErrorText } from '../../../main/oracle/error-text.ts';
import { fc } from '../../support/random/random-runs.ts';

const scim = {
  schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
  detail: 'The value is too long.',
  status: '400',
  'urn:ietf:params:scim:api:oracle:idcs:extension:messages:Error': { messageId: 'error.common.validation.x' },
};

describe('what a refusal says', () => {
  it('reads code and message of the classic API', () => {
    expect(readErrorText('{"code":"LimitExceeded","message":"Too many."}')).toEqual({
      message: 'Too many.',
      code: 'LimitExceeded',
      status: null,
    });
  });

  it('reads detail, message id and status of SCIM', () => {
    expect(readErrorText(JSON.stringify(scim))).toEqual({
      message: 'The value is too long.',
      code: 'error.common.validation.x',
      status: 400,
    });
  });

  it.each(['', 'Error returned by CreateUser operation (400, IdcsConversionError, false) '])(
    'takes the SCIM error out of a classic one, after the words %j',
    (words) => {
      const message = words + JSON.stringify({ ...scim, status: '409' });
      expect(readErrorText(JSON.stringify({ code: 'IdcsConversionError', message }))).toEqual({
        message: 'The value is too long.',
        code: 'error.common.validation.x',
        status: 409,
      });
    },
  );

  it('keeps the words of a conversion error that wraps nothing', () => {
    expect(readErrorText('{"code":"IdcsConversionError","message":"No {json} here"}').message).toBe('No {json} here');
  });

  it.each(['', '<html>Bad gateway</html>', 'null', '[]', '"text"', '{"detail":{"a":1},"code":7}', '{"detail":"cut'])(
    'finds nothing in %j',
    (body) => {
      expect(readErrorText(body)).toEqual({ message: null, code: null, status: null });
    },
  );

  it('makes no novel of the words', () => {
    expect(readErrorText(JSON.stringify({ detail: 'x'.repeat(5000) })).message).toHaveLength(1000);
  });

  it('makes one line of the words, without control characters and of bounded length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (detail) => {
        const { message } = readErrorText(JSON.stringify({ detail }));
        expect(message ?? 'x').toMatch(/^[^\p{Cc}]{1,1000}$/u);
      }),
    );
  });
});
