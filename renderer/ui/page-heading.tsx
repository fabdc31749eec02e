import './page.css';
import { type ReactNode, useEffect, useRef } from 'react';
import { announce } from './announce.ts';
import { whenDisplayed } from './when-displayed.ts';

/**
 * The heading of a view. It names the window. It takes the focus when the last view took the focused element along, so that the
 * keyboard continues at the top of the new view.
 */
export const PageHeading = ({ title, children }: { readonly title: string; readonly children?: ReactNode }) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Keydesk`;
    const begin = () => {
      if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
      else announce(title);
    };
    // The first screen is drawn before: a focus has the page laid out at once, and then each button draws itself again.
    if (document.readyState !== 'complete') return whenDisplayed(begin);
    begin();
    return undefined;
  }, [title]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children ?? title}
    </h1>
  );
};
