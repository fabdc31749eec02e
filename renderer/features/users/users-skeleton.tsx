import { Skeleton } from '../../ui/skeleton.tsx';

const places = ['a', 'b', 'c', 'd', 'e', 'f'] as const;

export const UsersSkeleton = () => (
  <div className="panel users-waiting" aria-busy="true">
    <span className="visually-hidden">Loading users</span>
    <div className="users-head">
      <div className="users-row">
        <Skeleton size="short" />
      </div>
    </div>
    {places.map((place) => (
      <div key={place} className="users-row users-place">
        <Skeleton size="middle" />
        <Skeleton size="middle" />
        <Skeleton size="middle" />
        <Skeleton size="short" />
      </div>
    ))}
  </div>
);
