import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { User } from '../../../bridge/values/directory.ts';
import { useSettled } from '../../ui/use-settled.ts';
import { blocksBetween } from './block-places.ts';
import { type BlocksOf, blockQuery } from './users-queries.ts';

/** Milliseconds without scrolling before a distant block is read, so that scrolling past it makes no call. */
const restMs = 120;

/** The users after the first page. The blocks at the scroll position are read, and stay for a while. */
export const useUsersBlocks = (of: BlocksOf) => {
  const client = useQueryClient();
  const { first, total } = of;
  const [range, setRange] = useState({ from: 0, to: 0 });
  const rested = useSettled(range, restMs);

  const wanted = total === null ? [] : blocksBetween(rested.from, rested.to, first, total);
  const blocks = useQueries({ queries: wanted.map((from) => blockQuery(of, from)) });

  const rowAt = (index: number): User | 'unreadable' | undefined => {
    const [from = 0] = blocksBetween(index, index, first, total ?? 0);
    const block = client.getQueryData(blockQuery(of, from).queryKey);
    if (block === undefined) return undefined;
    return (
      block.users[index - from] ?? (index - from < block.users.length + block.unreadable ? 'unreadable' : undefined)
    );
  };
  return {
    rowAt,
    onShow: useCallback((from: number, to: number) => setRange({ from, to }), []),
    busy: blocks.some(({ isFetching }) => isFetching),
    failure: blocks.find(({ error }) => error)?.error ?? null,
    retry: () => {
      for (const block of blocks) if (block.isError) void block.refetch();
    },
  };
};
