import { describe, expect, it } from 'vitest';
import { shareStore } from '../../../renderer/app/shared-store.ts';

/** A store of main that answers on command, and counts the calls. */
function createStore() {
  const answers: PromiseWithResolvers<string>[] = [];
  const listeners = new Set<(state: string) => void>();
  const shared = shareStore(() => ({
    getState: () => {
      const answer = Promise.withResolvers<string>();
      answers.push(answer);
      return answer.promise;
    },
    onStateChange: (changed: (state: string) => void) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  }));
  const seen: unknown[] = [];
  return {
    shared,
    answers,
    seen,
    look: () => shared.subscribe(() => seen.push(shared.current())),
    tell: (state: string) => {
      for (const listener of listeners) listener(state);
    },
    settle: () => new Promise((resolve) => setImmediate(resolve)),
  };
}
const ready = (result: string) => ({ state: 'ready', result });

describe('a store that the whole page reads', () => {
  it('is requested once, by the first reader', async () => {
    const { shared, answers, seen, look, settle } = createStore();
    expect(answers).toHaveLength(0);
    look();
    look();
    expect(shared.current()).toEqual({ state: 'loading' });
    answers[0]?.resolve('none');
    await settle();
    expect(answers).toHaveLength(1);
    expect(seen).toEqual([ready('none'), ready('none')]);
  });

  it('shows the known value at once to a later reader, also after a time without readers', async () => {
    const { shared, answers, look, tell, settle } = createStore();
    const leave = look();
    answers[0]?.resolve('none');
    await settle();
    leave();
    tell('a key');
    look();
    expect(shared.current()).toEqual(ready('a key'));
    expect(answers).toHaveLength(1);
  });

  it('sends nothing to a reader that has left', async () => {
    const { answers, seen, look, tell, settle } = createStore();
    look()();
    answers[0]?.resolve('none');
    await settle();
    tell('a key');
    expect(seen).toEqual([]);
  });

  it('is requested again by the next reader if main did not answer', async () => {
    const { shared, answers, look, settle } = createStore();
    look();
    answers[0]?.reject(new Error('refused'));
    await settle();
    expect(shared.current()).toEqual({ state: 'error' });
    look();
    answers[1]?.resolve('none');
    await settle();
    expect(shared.current()).toEqual(ready('none'));
  });
});
