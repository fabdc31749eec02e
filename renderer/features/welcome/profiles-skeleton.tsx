import { Skeleton } from '../../ui/skeleton.tsx';

export const ProfilesSkeleton = () => (
  <div className="panel" aria-busy="true">
    <span className="visually-hidden">Reading the configuration file</span>
    <div className="profile">
      <Skeleton size="short" />
      <Skeleton size="long" />
    </div>
  </div>
);
