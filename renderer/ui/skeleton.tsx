import './empty-state.css';

/** The grey place of a text that is on its way. */
export const Skeleton = ({ size }: { readonly size: 'short' | 'middle' | 'long' | 'title' }) => (
  <span className={`skeleton skeleton-${size}`} aria-hidden="true" />
);
