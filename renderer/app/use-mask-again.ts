import { useEffect, useEffectEvent } from 'react';

/** Milliseconds for which something secret is readable before it is masked again. */
export const readableMs = 30_000;
/** Milliseconds without the focus after which it is masked: a glance at another window does not end it. */
export const awayMs = 5000;

/** Masks what is revealed again after a while (`forMs`; null: not by itself), and when the window has lost the focus for longer. */
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
