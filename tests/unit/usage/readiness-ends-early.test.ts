import { afterEach, describe, expect, it } from 'vitest';
import { failed, success } from '../../../main/basics/outcome.ts';
import { createReadiness } from '../../../main/usage/readiness.ts';
import { createReadinessDesk, source } from '../../support/parts/readiness-desk.ts';
import { startScriptedServer } from '../../support/simulator/scripted-server.ts';

describe('a test that is not let finish', () => {
  const facts = { region: 'eu-frankfurt-1', accessKey: '4f1c', secret: Buffer.from('c2VjcmV0') };
  const running: { readonly readiness: { stop(): unknown } }[] = [];
  afterEach(() => {
    for (const { readiness } of running.splice(0)) readiness.stop();
  });
  /** A service that never answers: the test is in the middle of its first attempt. */
  async function startHanging() {
    const asked = Promise.withResolvers<void>();
    const { url } = await startScriptedServer(() => asked.resolve());
    const desk = createReadinessDesk({ ...facts, endpoint: url });
    running.push(desk);
    await desk.readiness.start(source, null);
    await asked.promise;
    return desk;
  }

  it('stops at once on demand, and its copy of the secret is filled with zeros', async () => {
    const desk = await startHanging();
    expect(desk.lent.map((copy) => copy.toString())).toEqual(['c2VjcmV0']);
    desk.readiness.stop();
    expect(await desk.over).toMatchObject({ how: 'stopped', attempts: 0 });
    // The next test of a key may begin at once.
    expect(await desk.readiness.start(source, null)).toEqual(success(null));
    expect(desk.lent[0]?.every((byte) => byte === 0)).toBe(true);
    expect(desk.defects).toEqual([]);
  });

  it('stops when it is of the key that is meant, and only then', async () => {
    const desk = await startHanging();
    desk.readiness.stop(({ kind }) => kind === 'saved');
    expect(desk.readiness.state().kind).toBe('testing');
    desk.readiness.stop(({ kind }) => kind === 'open');
    expect(await desk.over).toMatchObject({ how: 'stopped' });
  });

  it('leaves nothing behind when Keydesk is locked', async () => {
    const desk = await startHanging();
    desk.readiness.forget();
    expect(desk.readiness.state()).toEqual({ kind: 'idle' });
    // When the next test begins, the first test has ended completely.
    await desk.readiness.start(source, null);
    expect(desk.told.slice(1, 3).map(({ kind }) => kind)).toEqual(['idle', 'testing']);
    expect(desk.lent[0]?.every((byte) => byte === 0)).toBe(true);
  });

  it('prevents another test from beginning, and names its own key', async () => {
    const desk = await startHanging();
    expect(await desk.readiness.start({ ...source }, null)).toEqual(
      failed({ kind: 'test-running', keyName: 'ci-deploy' }),
    );
    expect(desk.lent).toHaveLength(1);
  });
});

describe('a test that cannot begin', () => {
  const facts = { endpoint: 'http://127.0.0.1:1', region: 'r', accessKey: '4f1c', secret: Buffer.from('c2VjcmV0') };

  it('says why, reports nothing else, and does not block another test', async () => {
    const desk = createReadinessDesk(facts);
    const unknown = failed({ kind: 'endpoint-unknown', reason: 'nothing says which tenancy it belongs to' } as const);
    const placeless = desk.follow(createReadiness({ ...desk.options, endpointOf: async () => unknown }));
    expect(await placeless.start(source, null)).toEqual(unknown);
    expect(await placeless.start(source, null)).toEqual(unknown);
    const lend = async () => failed({ kind: 'secret-gone' } as const);
    const gone = desk.follow(createReadiness({ ...desk.options, lend }));
    expect(await gone.start(source, null)).toEqual(failed({ kind: 'secret-gone' }));
    expect(desk.told).toEqual([]);
  });

  it('rejects for its caller after a defect, and lets the next test begin', async () => {
    const desk = createReadinessDesk(facts);
    const broken = createReadiness({
      ...desk.options,
      endpointOf: async () => {
        throw new Error('a defect');
      },
    });
    await expect(broken.start(source, null)).rejects.toThrow('a defect');
    await expect(broken.start(source, null)).rejects.toThrow('a defect');
  });
});
