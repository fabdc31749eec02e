import { announce } from '../ui/announce.ts';
import { call, clipboard } from './bridge.ts';

/** The elements that show a secret, each with the function for its guarded copy. Null: the element has no guarded copy. */
const secrets = new Map<Element, (() => void) | null>();

/** Milliseconds without a change until a selection counts as finished. */
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

/**
 * The browser sends the event to the element where the selection begins, which may be outside the secret. So the document handles
 * the events, not the element with the secret.
 */
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

/** X11 copies each selection to its own clipboard at once. The page cannot prevent that, so main clears that clipboard. */
function dropSelection(): void {
  if (selected() === undefined) return;
  clearTimeout(settling);
  settling = setTimeout(() => void call(() => clipboard.DropSelection()), settlingMs);
}

for (const type of ['copy', 'cut', 'dragstart']) document.addEventListener(type, refuse, { capture: true });
document.addEventListener('selectionchange', dropSelection);

/**
 * Security line 22. The content of this element leaves the page only by its guarded copy: not by a plain copy, cut or drag, even if
 * more is selected. This is a ref callback, so the guard ends with the element.
 */
export const guardSecret = (node: Element | null, copy: (() => void) | null = null): (() => void) => {
  if (node === null) return () => {};
  secrets.set(node, copy);
  return () => {
    secrets.delete(node);
  };
};
