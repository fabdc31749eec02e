import './policy.css';
import { useEffect } from 'react';
import type { PolicyEntry, PolicyName } from '../../bridge/values/policy.ts';
import { Icon } from '../ui/icons.tsx';
import { Notice } from '../ui/notice.tsx';
import { queryClient } from './query-client.ts';
import { usePolicyStore } from './stores.ts';

// The page shows what the company prescribes. Main alone enforces it.

/** The policy of this name; null: the company prescribes nothing. */
export const usePrescribed = (name: PolicyName): PolicyEntry | null =>
  usePolicyStore().result?.policies.find((entry) => entry.name === name && entry.enforced) ?? null;

/** Tells whether the company allows something. A policy with a list allows only its items; the value `false` allows nothing. */
export const useAllowed = (name: PolicyName): ((item?: string) => boolean) => {
  const value = usePrescribed(name)?.value ?? null;
  return (item = '') => (Array.isArray(value) ? value.includes(item) : value !== false);
};

/** `most`: the most days until a new key must expire; null: no limit. `must`: whether a new key must have an expiry. */
export const useLifetimePolicy = (): { readonly most: number | null; readonly must: boolean } => {
  const most = usePrescribed('maxLifetimeDays')?.value;
  const must = usePrescribed('requireExpiry')?.value === true;
  return { most: typeof most === 'number' ? most : null, must: must || typeof most === 'number' };
};

/** When the policies change, repeats the reads that a policy has refused. */
export const useReadAfterPolicy = (): void => {
  const store = usePolicyStore();
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for each new state of the policies
  useEffect(() => {
    void queryClient.refetchQueries({ type: 'active', predicate: ({ state }) => state.error?.kind === 'prescribed' });
  }, [store]);
};

/** Why the policy cannot be used, in sentences; null: it can. */
export const usePolicyTrouble = (): string | null => usePolicyStore().result?.trouble ?? null;

/** One sentence beside a control that the company has fixed or removed. Empty if the company prescribes nothing. */
export const Prescribed = ({ name, id }: { readonly name: PolicyName; readonly id?: string }) => {
  const entry = usePrescribed(name);
  if (entry === null) return null;
  return (
    <p id={id} className="prescribed">
      <Icon name="lock" size={14} />
      <span>Prescribed by your company: {entry.effect}</span>
    </p>
  );
};

/** Shown when a policy exists but cannot be used. Keydesk then forbids more than the company may want. */
export const PolicyTrouble = () => {
  const trouble = usePolicyTrouble();
  if (trouble === null) return null;
  return (
    <Notice tone="loss" role="alert">
      <p className="selectable">
        <strong>{trouble}</strong>
      </p>
      <p className="notice-more">Ask your administrator: the policy on this computer has to be put right.</p>
    </Notice>
  );
};
