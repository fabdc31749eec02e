import { useCallback, useEffect, useRef, useState } from 'react';
import { ask, receiving } from '../../app/bridge.ts';

/** Long enough that a fast typist does not ask for every key, short enough to look live. */
const pauseMs = 120;

export interface TypedCheck {
  readonly length: number;
  readonly check: readonly string[];
}

const nothing: TypedCheck = { length: 0, check: [] };

/** The check words of what has been typed so far. Main reckons them; an answer that has been overtaken is dropped. */
export const useTypedCheck = (): readonly [TypedCheck, (text: string) => void] => {
  const [shown, setShown] = useState(nothing);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const turn = useRef(0);

  const stop = useCallback(() => {
    turn.current += 1;
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
  }, []);
  useEffect(() => stop, [stop]);

  const check = useCallback(
    (text: string) => {
      stop();
      const mine = turn.current;
      const askMain = async () => {
        const answer = await ask(() => receiving.CheckTyped(text));
        if (mine === turn.current) setShown(answer.ok ? answer.value : nothing);
      };
      timer.current = setTimeout(() => void askMain(), pauseMs);
    },
    [stop],
  );

  return [shown, check];
};
