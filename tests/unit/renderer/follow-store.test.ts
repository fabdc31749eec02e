import { describe, expect, it } from 'vitest';
import { followStore } from '../../../renderer/app/follow-store.ts';

/** A store of main: a pending answer, and the news that main sends by itself. */
function createStore() {
  const answer = Promise.withResolvers<string>();
  let listener: ((state: string) => void) | null = null;
  const shown: string[] = [];
  const store = {
    getState: () => answer.promise,
    onStateChange: (changed: (state: string) => void) => {
      listener = changed;
      return () => {
        listener = null;
      };
    },
  };
  const stop = followStore(
    store,
    (state) => shown.push(state),
    () => shown.push('failed'),
  );
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { answer, tell: (state: string) => listener?.(state), shown, stop, settle };
}

describe('a store that is followed', () => {
  it('shows what main answers, and then each change', async () => {
    const { answer, tell, shown, settle } = createStore();
    answer.resolve('none');
    await settle();
    tell('a secret');
    expect(shown).toEqual(['none', 'a secret']);
  });

  it('does not go back to an answer that a change has overtaken', async () => {
    const { answer, tell, shown, settle } = createStore();
    tell('a secret');
    answer.resolve('none');
    await settle();
    expect(shown).toEqual(['a secret']);
  });

  it('says when main does not answer, unless main has sent a value in the meantime', async () => {
    const silent = createStore();
    silent.answer.reject(new Error('refused'));
    await silent.settle();
    expect(silent.shown).toEqual(['failed']);
    const told = createStore();
    told.tell('a secret');
    told.answer.reject(new Error('refused'));
    await told.settle();
    expect(told.shown).toEqual(['a secret']);
  });

  it('shows nothing more once it is left', async () => {
    const { answer, tell, shown, stop, settle } = createStore();
    stop();
    tell('a secret');
    answer.resolve('none');
    await settle();
    expect(shown).toEqual([]);
  });
});
