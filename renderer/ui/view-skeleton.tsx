import { Skeleton } from './skeleton.tsx';

/** A view that is being fetched: its heading and a line, grey. */
export const ViewSkeleton = () => (
  <div className="page-head" aria-busy="true">
    <span className="visually-hidden">Loading</span>
    <Skeleton size="title" />
    <p className="page-line">
      <Skeleton size="long" />
    </p>
  </div>
);
