import './disclosure.css';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Icon } from './icons.tsx';

interface DisclosureProps {
  readonly title: string;
  /** The content in a few words, shown in a lighter ink while the disclosure is closed. */
  readonly note?: string;
  readonly initiallyOpen?: boolean;
  readonly children: ReactNode;
}

/** A plain line that opens the content below it. Closed content is not rendered and makes no calls. */
export const Disclosure = ({ title, note, initiallyOpen = false, children }: DisclosureProps) => {
  const [open, setOpen] = useState(initiallyOpen);
  const content = useId();
  const box = useRef<HTMLDivElement>(null);
  const wasOpen = useRef(open);
  // Content that opens below the edge of the window scrolls into view.
  useEffect(() => {
    if (open && !wasOpen.current) box.current?.scrollIntoView({ block: 'nearest' });
    wasOpen.current = open;
  }, [open]);
  return (
    <div className="disclosure">
      <Button
        className="unfolding disclosure-button"
        aria-expanded={open}
        {...(open ? { 'aria-controls': content } : {})}
        onPress={() => setOpen(!open)}
      >
        <Icon name="chevron-right" size={14} />
        <span>{title}</span>
        {note && !open && <span className="third">{note}</span>}
      </Button>
      {open && (
        <div ref={box} id={content} className="disclosure-content">
          {children}
        </div>
      )}
    </div>
  );
};
