import { useEffect, useEffectEvent } from 'react';

/** Milliseconds until a shown secret is masked again. */
const readableMs = 30_000;
/** Milliseconds without the focus until the secret is masked. A glance at another window takes less. */
const awayMs = 5000;

/** Masks a shown secret after `forMs` (null: no limit), and after the window has been without the focus for a while. */
export const useMaskAgain = (revealed: boolean, mask: () => void, forMs: number | null = readableMs): void => {
  const onEnd = useEffectEvent(mask);
  useEffect(() => {
    if (!revealed) return undefined;
    const end = () => onEnd();
    const timer = forMs === null ? undefined : setTimeout(end, forMs);
    let away: ReturnType<typeof setTimeout> | undefined;
    const leave = () => {
      clearTimeout(away);
      away = setTimeout(end, awayMs);
    };
    const comeBack = () => clearTimeout(away);
    window.addEventListener('blur', leave);
    window.addEventListener('focus', comeBack);
    return () => {
      clearTimeout(timer);
      comeBack();
      window.removeEventListener('blur', leave);
      window.removeEventListener('focus', comeBack);
    };
  }, [revealed, forMs]);
};
