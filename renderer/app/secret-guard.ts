import { announce } from '../ui/announce.ts';
import { call, clipboard } from './bridge.ts';

/** What is secret on the page, with the guarded way to copy it; null: there is none. */
const secrets = new Map<Element, (() => void) | null>();

/** Milliseconds in which a selection that still grows comes to rest. */
const settlingMs = 100;

const isField = (node: Element): node is HTMLInputElement | HTMLTextAreaElement =>
  node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement;

function isSelected(node: Element): boolean {
  if (isField(node)) return document.activeElement === node && node.selectionStart !== node.selectionEnd;
  const selection = document.getSelection();
  if (selection === null || selection.isCollapsed) return false;
  return Array.from({ length: selection.rangeCount }, (_, index) => selection.getRangeAt(index)).some((range) =>
    range.intersectsNode(node),
  );
}

const selected = () => [...secrets].find(([node]) => isSelected(node));

/** Where the selection begins is where the event is sent, so that no handler at the secret itself would hear of all. */
function refuse(event: Event): void {
  const found = selected();
  if (found === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  const [, copy] = found;
  if (event.type === 'copy' && copy !== null) copy();
  else announce('Not copied: nothing would clear it from the clipboard again.');
}

let settling: ReturnType<typeof setTimeout> | undefined;

/** X11 puts what is selected onto a clipboard of its own at once, whatever the page says. */
function dropSelection(): void {
  if (selected() === undefined) return;
  clearTimeout(settling);
  settling = setTimeout(() => void call(() => clipboard.DropSelection()), settlingMs);
}

for (const type of ['copy', 'cut', 'dragstart']) document.addEventListener(type, refuse, { capture: true });
document.addEventListener('selectionchange', dropSelection);

/**
 * SECURITY: 22. What is in this element leaves the page by no copy, cut or drag but the guarded way, whatever else was selected
 * with it. A ref callback: it ends with the element.
 */
export const guardSecret = (node: Element | null, copy: (() => void) | null = null): (() => void) => {
  if (node === null) return () => {};
  secrets.set(node, copy);
  return () => {
    secrets.delete(node);
  };
};
