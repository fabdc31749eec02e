import './empty-state.css';

/** A grey bar in place of a text that is loading. */
export const Skeleton = ({ size }: { readonly size: 'short' | 'middle' | 'long' | 'title' }) => (
  <span className={`skeleton skeleton-${size}`} aria-hidden="true" />
);
