import { describe, expect, it } from 'vitest';
import { failed, success } from '../../../main/basics/outcome.ts';
import { createRespond } from '../../../main/handlers/respond.ts';
import { createRunningCalls } from '../../../main/handlers/running-calls.ts';

describe('answers across the bridge', () => {
  it('are the value, or the failure in words', async () => {
    const respond = createRespond(
      () => 'ref',
      () => {},
    );
    expect(
      await respond(
        () => success(2),
        (value) => value * 2,
      ),
    ).toEqual({ ok: true, value: 4 });
    const failure = await respond(async () => failed({ kind: 'signed-out' } as const));
    expect(failure).toMatchObject({ ok: false, failure: { kind: 'signed-out', happened: 'Nobody is signed in.' } });
  });

  it('never carry the message of a defect, only its reference in the log', async () => {
    const logged: unknown[] = [];
    const respond = createRespond(
      (error) => {
        logged.push(error);
        return 'ab12cd34';
      },
      () => {},
    );
    const failure = await respond(() => {
      throw new Error('canary-secret at keys.ts:12');
    });
    expect(JSON.stringify(failure)).not.toContain('canary');
    expect(JSON.stringify(failure)).toContain('ab12cd34');
    expect(logged).toHaveLength(1);
  });
});

describe('running calls', () => {
  it('are cancelled by name, and only while they run', async () => {
    const calls = createRunningCalls();
    const stopped = calls.run('c1', (signal) => new Promise((resolve) => (signal.onabort = () => resolve('stopped'))));
    expect(calls.cancel('c2')).toBe(false);
    expect(calls.cancel('c1')).toBe(true);
    expect(await stopped).toBe('stopped');
    expect(calls.cancel('c1')).toBe(false);
  });

  it('are all cancelled when the page has gone', async () => {
    const calls = createRunningCalls();
    const wait = (signal: AbortSignal) => new Promise((resolve) => (signal.onabort = () => resolve('stopped')));
    const both = Promise.all([calls.run('c1', wait), calls.run('c2', wait)]);
    calls.cancelAll();
    expect(await both).toEqual(['stopped', 'stopped']);
  });
});
