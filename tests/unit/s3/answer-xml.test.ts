import { describe, expect, it } from 'vitest';
import { readAnswerXml } from '../../../main/s3/answer-xml.ts';
import { fc } from '../../support/random/random-runs.ts';

const error = (inside: string) => `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${inside}</Error>`;

describe('the documents of S3', () => {
  it('are an error with its code, its words and its request id', () => {
    const text = error(
      '<Code>SlowDown</Code><Message>Please &lt;wait&gt; &#8212;\n a&amp;b</Message><RequestId>r1</RequestId>',
    );
    expect(readAnswerXml(text)).toEqual({
      kind: 'error',
      code: 'SlowDown',
      message: 'Please <wait> — a&b',
      requestId: 'r1',
    });
  });

  it('are a list of buckets, also where it is too long to be read to its end', () => {
    const list =
      '<?xml version="1.0"?><ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Buckets><Buc';
    expect(readAnswerXml(`\uFEFF${list}`)).toEqual({ kind: 'buckets' });
  });

  it.each([
    ['nothing', ''],
    ['HTML', '<!doctype html><html><body>Sign in</body></html>'],
    ['HTML without its type', '<html><head><title>Error</title></head></html>'],
    ['JSON', '{"code":"NotAuthenticated"}'],
    ['XML of another kind', '<?xml version="1.0"?><feed><Error><Code>x</Code></Error></feed>'],
    ['a name that only begins alike', '<Errors><Code>x</Code></Errors>'],
    ['an error that breaks off', '<Error><Code>SlowDown</Code><Mess'],
    ['entities of its own', '<!DOCTYPE Error [<!ENTITY a "b">]><Error><Code>&a;</Code></Error>'],
  ])('are not %s', (_what, text) => {
    expect(readAnswerXml(text)).toBeNull();
  });

  it('never make it throw, and give one line of at most a thousand characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (words) => {
        const read = readAnswerXml(error(`<Message>${words}</Message>`));
        if (read?.kind !== 'error' || read.message === null) return true;
        return read.message.length <= 1000 && !/\p{Cc}/u.test(read.message) && read.message.isWellFormed();
      }),
    );
  });
});
