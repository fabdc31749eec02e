import { Skeleton } from '../../ui/skeleton.tsx';

const places = ['first', 'second'] as const;

export const KeysSkeleton = () => (
  <div className="panel keys-waiting" aria-busy="true">
    <span className="visually-hidden">Loading customer secret keys</span>
    {places.map((place) => (
      <div key={place} className="keys-place">
        <Skeleton size="middle" />
        <Skeleton size="long" />
        <Skeleton size="short" />
      </div>
    ))}
  </div>
);
