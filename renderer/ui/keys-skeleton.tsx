import { Skeleton } from './skeleton.tsx';

const rows = ['first', 'second'] as const;

export const KeysSkeleton = ({ what = 'Loading customer secret keys' }: { readonly what?: string }) => (
  <div className="panel keys-waiting" aria-busy="true">
    <span className="visually-hidden">{what}</span>
    {rows.map((row) => (
      <div key={row} className="keys-waiting-row">
        <Skeleton size="middle" />
        <Skeleton size="middle" />
        <Skeleton size="short" />
        <Skeleton size="short" />
        <Skeleton size="short" />
      </div>
    ))}
  </div>
);
