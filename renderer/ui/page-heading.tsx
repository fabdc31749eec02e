import './page.css';
import { type ReactNode, useEffect, useRef } from 'react';
import { announce } from './announce.ts';
import { whenDisplayed } from './when-displayed.ts';

/**
 * The heading of a view, and the title of the window. If the focused element is gone with the last view, the heading takes the focus,
 * so that the keyboard continues at the top of the new view.
 */
export const PageHeading = ({ title, children }: { readonly title: string; readonly children?: ReactNode }) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Keydesk`;
    const begin = () => {
      if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
      else announce(title);
    };
    // At the start, only after the first screen is drawn: to focus an element causes a layout at once, and each button is drawn again.
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
