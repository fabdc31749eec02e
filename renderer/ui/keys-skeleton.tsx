import { Skeleton } from './skeleton.tsx';

const places = ['first', 'second'] as const;

export const KeysSkeleton = ({ what = 'Loading customer secret keys' }: { readonly what?: string }) => (
  <div className="panel keys-waiting" aria-busy="true">
    <span className="visually-hidden">{what}</span>
    {places.map((place) => (
      <div key={place} className="keys-place">
        <Skeleton size="middle" />
        <Skeleton size="middle" />
        <Skeleton size="short" />
        <Skeleton size="short" />
        <Skeleton size="short" />
      </div>
    ))}
  </div>
);
